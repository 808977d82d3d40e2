// Keeps what is typed, where there is script: on this device as one types, on the server as soon as one pauses.
// Every page works without it, and every word comes from the page.
"use strict";

for (const form of document.querySelectorAll("form[data-keep]")) {
  const place = `concordat enquiry ${form.dataset.keep}`;
  const line = form.querySelector("[data-kept-line]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  let timer = 0;
  let tries = 0;
  let typed = 0; // grows with every change, so that an answer to an older save is known for one
  line.setAttribute("role", "status");

  const say = (words) => {
    line.hidden = false;
    line.textContent = words;
  };

  // What stands in the form, without files: those go to the server with the form itself.
  const read = () => {
    const said = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && name !== "read" && typeof value === "string") (said[name] ||= []).push(value);
    }
    return said;
  };

  const remember = () => {
    try { window.localStorage.setItem(place, JSON.stringify(read())); } catch { /* The page itself still has it. */ }
  };

  const forget = () => {
    try { window.localStorage.removeItem(place); } catch { /* Then nothing was remembered either. */ }
  };

  const put = (said) => {
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || field.type === "hidden" || field.tagName === "BUTTON") continue;
      const values = said[field.name] || [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
      else if (field.name in said) [field.value] = values;
    }
    form.querySelector("details")?.setAttribute("open", "");
  };

  const save = async () => {
    window.clearTimeout(timer);
    const mark = typed;
    const body = new URLSearchParams({ do: "keep", csrfmiddlewaretoken: token.value });
    for (const [name, values] of Object.entries(read())) for (const value of values) body.append(name, value);
    const asked = new AbortController();
    window.setTimeout(() => asked.abort(), 15000);
    let kept = false;
    try {
      const reply = await fetch(form.action, {
        method: "POST", body, signal: asked.signal, headers: { Accept: "application/json" }, redirect: "error",
      });
      kept = reply.ok && (await reply.json()).kept;
    } catch { kept = false; }
    if (kept && mark === typed) {
      tries = 0;
      forget();
      say(form.dataset.kept);
    } else if (!kept) {
      tries += 1;
      if (tries === 1) say(form.dataset.offline);
      timer = window.setTimeout(save, Math.min(2000 * 2 ** tries, 60000));
    }
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    typed += 1;
    remember();
    window.clearTimeout(timer);
    timer = window.setTimeout(save, tries ? 4000 : 2000);
  });
  window.addEventListener("online", () => { if (typed) save(); });

  form.addEventListener("submit", (event) => {
    if (window.navigator.onLine === false) {
      event.preventDefault();
      remember();
      say(form.dataset.wait);
      return;
    }
    window.clearTimeout(timer);
  });

  // An earlier visit could not send this any more. Once the server answers with this form again, it has it all.
  let left = null;
  try { left = JSON.parse(window.localStorage.getItem(place)); } catch { left = null; }
  if (left && form.querySelector(".govuk-error-message")) forget();
  else if (left) {
    put(left);
    typed += 1;
    say(form.dataset.restored);
    save();
  } else if ([...form.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue)) {
    // Somebody typed before this script had come: on a slow line that can be a whole question.
    form.dispatchEvent(new Event("input"));
  }
}
