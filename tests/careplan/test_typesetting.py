import random
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from careplan import checks
from careplan.typesetting import FACES, _characters, typeset
from tests.papers import Paper

NOON = datetime(2022, 3, 31, 12, tzinfo=UTC)
TEMPLATE = """
#let it = json(bytes(sys.inputs.data))
#set document(title: it.title)
#set text(font: "DejaVu Sans", lang: "en", hyphenate: false)
#for words in it.words [
  #words

  *#words*
]
"""


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "words.typ"
    path.write_text(TEMPLATE)
    return path


def test_words_stay_words_and_what_the_font_lacks_shows_a_mark(template):
    said = [
        '#let x = 1 *bold* $x$ @ref <label> // \\u{41} [a] "quoted" office',
        "中\x07\ufeff👩🏽\u200d🎓 \ue000",
        "one\r\ntwo\tthree",
        "w" * 5000,
    ]

    paper = Paper(typeset(template, {"title": "Words", "words": said}, at=NOON))

    markup, broken, long = (" ".join(words.split()) for words in (said[0], said[2], said[3]))
    assert paper.words.startswith(f"{markup} {markup} \N{REPLACEMENT CHARACTER}")
    assert paper.words.count("\N{REPLACEMENT CHARACTER}") == 2 * 7
    assert f" {broken} {broken} " in paper.words
    assert paper.words.replace(" ", "").endswith(2 * long)


def test_no_mixture_of_what_the_font_can_show_is_refused(template, settings):
    characters = sorted(_characters(settings.FONTS / FACES[0]))
    mixed = random.Random(31).choices([*characters, "\n"] * 2, k=4 * len(characters))  # noqa: S311

    paper = Paper(typeset(template, {"title": "All", "words": ["\n".join(characters), "".join(mixed)]}, at=NOON))

    assert paper.reader.metadata.title == "All"


def test_the_same_words_make_the_same_file(template):
    moments = [NOON, NOON.replace(microsecond=1)]
    files = {typeset(template, {"title": "Same", "words": ["Once"]}, at=moment) for moment in moments}

    assert len(files) == 1
    assert Paper(files.pop()).reader.metadata.creation_date == NOON


def test_where_no_fonts_were_built_it_says_how_to_build_them(template, settings, tmp_path):
    before, settings.FONTS = checks.fonts(), tmp_path

    with pytest.raises(ImproperlyConfigured, match="run make assets"):
        typeset(template, {"title": "None", "words": []}, at=NOON)

    assert (before, [found.id for found in checks.fonts()]) == ([], ["careplan.E009"])
