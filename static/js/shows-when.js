// <div data-shows-when="rating=amber,red"> is in view only while one of these values is chosen. It only hides: without
// script all is in view, and what was typed is sent either way. A part with an error in it is never hidden.
const chosen = (form, name) => [...form.querySelectorAll(`[name="${name}"]:checked, select[name="${name}"]`)].map((input) => input.value);

export function showWhenChosen(root) {
  for (const part of root.querySelectorAll("[data-shows-when]")) {
    const form = part.closest("form");
    if (part.querySelector(".govuk-form-group--error")) continue;
    const [name, values] = part.dataset.showsWhen.split("=");
    const wanted = values.split(",");
    const refresh = () => {
      part.hidden = !chosen(form, name).some((value) => wanted.includes(value));
    };
    form.addEventListener("change", refresh);
    refresh();
  }
}
