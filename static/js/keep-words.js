// <form data-keep-words>: what is typed is kept in this tab, for whoever is signed in, until it is posted. When the page
// is opened again, after a lost connection, a crash of the tab or an ended sign-in, it is offered back. What the server
// put into the boxes is not kept, so that putting words back never undoes what others changed meanwhile.
const KEPT = "careplan-words:";
const NEVER = ["hidden", "password", "file", "submit", "button"];

export function keepWords(root) {
  const person = root.body.dataset.person;
  if (!person) return;
  forget((key) => !key.startsWith(`${KEPT}${person}:`));
  root.querySelector('form[action$="/logout/"]')?.addEventListener("submit", () => forget(() => true));
  forgetWhatWasPosted(root, person);
  const form = root.querySelector("form[data-keep-words]");
  if (form) keep(form, `${KEPT}${person}:${location.pathname}`);
}

function keep(form, key) {
  form.addEventListener("input", () => {
    const before = read(key)?.words ?? {};
    const words = {};
    for (const control of controls(form)) {
      if (isTyped(control) || name(control) in before) words[name(control)] = value(control);
    }
    write(key, { at: Date.now(), words });
  });
  form.addEventListener("submit", () => {
    const kept = read(key);
    if (kept) write(key, { ...kept, sent: true });
  });
  window.addEventListener("pageshow", () => {
    const kept = read(key);
    if (!kept) return;
    write(key, { ...kept, sent: false });
    if (differing(form, kept).length) offer(form, kept, key);
  });
}

// What was sent is done with once the server says so, on the page that it sends the browser on to.
function forgetWhatWasPosted(root, person) {
  if (!root.querySelector("main > .govuk-notification-banner") || !root.referrer) return;
  const key = `${KEPT}${person}:${new URL(root.referrer).pathname}`;
  if (read(key)?.sent) sessionStorage.removeItem(key);
}

function offer(form, kept, key) {
  const when = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  const notice = document.createElement("div");
  notice.className = "govuk-notification-banner";
  notice.tabIndex = -1;
  notice.setAttribute("role", "region");
  notice.setAttribute("aria-labelledby", "kept-words");
  notice.innerHTML = `
    <div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title">Important</h2></div>
    <div class="govuk-notification-banner__content">
      <p class="govuk-notification-banner__heading" id="kept-words"></p>
      <div class="govuk-button-group">
        <button type="button" class="govuk-button">Put it back</button>
        <button type="button" class="govuk-button govuk-button--secondary">Throw it away</button>
      </div>
    </div>`;
  const moment = new Date(kept.at).toLocaleString("en-GB", when);
  notice.querySelector("p").textContent = `What you typed before on this page, on ${moment}, was kept in this tab.`;
  const [back, away] = notice.querySelectorAll("button");
  back.addEventListener("click", () => {
    const put = differing(form, kept);
    for (const control of put) set(control, kept.words[name(control)]);
    notice.remove();
    for (const type of ["input", "change"]) form.dispatchEvent(new Event(type));
    put[0]?.focus();
  });
  away.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    notice.remove();
    controls(form)[0]?.focus();
  });
  document.querySelector("main").prepend(notice);
  notice.focus();
}

const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
const controls = (form) => [...form.elements].filter((control) => control.name && !NEVER.includes(control.type));
const name = (control) => (isChoice(control) ? `${control.name}=${control.value}` : control.name);
const value = (control) => (isChoice(control) ? control.checked : control.value);
const differing = (form, { words }) =>
  controls(form).filter((control) => name(control) in words && words[name(control)] !== value(control));

function isTyped(control) {
  if (isChoice(control)) return control.checked !== control.defaultChecked;
  if (control.options) return [...control.options].some((option) => option.selected !== option.defaultSelected);
  return control.value !== control.defaultValue;
}

function set(control, kept) {
  if (isChoice(control)) control.checked = kept;
  else control.value = kept;
}

const read = (key) => JSON.parse(sessionStorage.getItem(key));
const write = (key, kept) => sessionStorage.setItem(key, JSON.stringify(kept));

function forget(which) {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT));
  for (const key of keys.filter(which)) sessionStorage.removeItem(key);
}
