import pytest

from partners.importing.text import BIGGEST, Refused, read_file


@pytest.fixture
def read(tmp_path):
    def read_text(content):
        path = tmp_path / "file.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(path)

    return read_text


def test_plain_words_stay_text_so_that_nothing_is_guessed(read):
    content = read("code: NO\nsum: 1e9\nday: 2021-02-31\nrate: 1_000\nnone: null\nempty:\nquoted: 'null'\nlist: [1, ~]")

    assert content == {
        "code": "NO",
        "sum": "1e9",
        "day": "2021-02-31",
        "rate": "1_000",
        "none": None,
        "empty": None,
        "quoted": "null",
        "list": ["1", None],
    }


def test_a_byte_order_mark_is_no_part_of_the_first_key(read):
    assert read(b"\xef\xbb\xbfplan: x") == {"plan": "x"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The file is empty."),
        ("# only a remark", "The file is empty."),
        ("- a list", "The file does not start with keys such as `plan:` and `priorities:`."),
        ("just words", "The file does not start with keys such as `plan:` and `priorities:`."),
        ("plan:\n\ttitle: x", "line 2, column 1: a tab; indent with spaces."),
        ("a: &x [1]\nb: *x", "line 2, column 4: aliases (*name) are not read; write it out."),
        ("a: &x {b: *x}", "line 1, column 11: aliases (*name) are not read; write it out."),
        (
            "a: !!python/name:os.system ''",
            "a: tags such as tag:yaml.org,2002:python/name:os.system are not read (line 1).",
        ),
        ("[a]: b", "The file: a key is not a word (line 1)."),
        ("<<: {a: b}\nnull: c", "The file: a key is not a word (line 2)."),
        ("a: 1\n---\nb: 2", "line 2, column 1: expected a single document in the stream but found another document."),
        ("a: [", "line 1, column 5: while parsing a flow node expected the node content, but found '<stream end>'."),
        ("[" * 5000, "The file is nested too deeply to be read."),
        ("a: \x00", "The file has characters that a text file cannot have."),
        (b"plan: \xff\xfe", "The file is not UTF-8 text (byte 7). Save it as UTF-8."),
        (b"#" * (BIGGEST + 1), "The file is larger than 5 MB."),
    ],
)
def test_what_is_not_a_file_of_keys_is_refused_in_a_sentence(read, content, words):
    with pytest.raises(Refused) as refused:
        read(content)

    assert refused.value.lines == [words]


def test_keys_written_twice_are_all_told_with_their_paths(read):
    with pytest.raises(Refused) as refused:
        read("plan: {title: a, title: b}\nactions:\n- {due: 1, due: 2}\nplan: c")

    assert refused.value.lines == [
        "plan.title: this key is written twice (again on line 1).",
        "actions[0].due: this key is written twice (again on line 3).",
        "plan: this key is written twice (again on line 4).",
    ]


def test_a_bomb_of_aliases_is_refused_before_it_goes_off(read):
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30))

    with pytest.raises(Refused, match="aliases"):
        read(f"l0: &l0 lol\n{levels}")


def test_what_cannot_be_opened_is_refused_in_a_sentence(tmp_path):
    for path, words in ((tmp_path, "is a directory"), (tmp_path / "no", "no such file or directory")):
        with pytest.raises(Refused, match=f"cannot be read: {words}"):
            read_file(path)


def test_a_name_no_file_can_have_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(Refused, match="cannot be read: not a name a file can have"):
        read_file(tmp_path / "a\0b")
