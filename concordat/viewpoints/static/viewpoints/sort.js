// Makes sorting quicker where there is script. Every page works without it; every word comes from the page.
"use strict";

const root = document.querySelector("[data-sort]");
const words = JSON.parse((root || document.querySelector("[data-type-in]")).dataset.words);
const told = document.querySelector("[data-told]");

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// Said to whoever listens. The same words twice are said twice: an empty moment lies between them.
function say(sentence) {
  told.textContent = "";
  window.setTimeout(() => { told.textContent = sentence; }, 60);
}

// ---------------------------------------------------------------------------------------------- what is kept

// Every move goes to the server as it is made. Where there is no connection it waits on this device, and goes
// as soon as there is one. A batch keeps its name until it is answered, so that nothing is done twice.
class Outbox {
  constructor() {
    this.address = root.dataset.moves;
    this.place = `concordat sort ${root.dataset.code}`;
    this.revision = Number(root.dataset.revision);
    this.waiting = [];
    this.batch = null;
    this.busy = false;
    this.tries = 0;
    this.timer = 0;
    this.settling = [];
    this.leaving = false;
    this.line = document.querySelector("[data-kept]");
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => {
      if (!this.leaving && (this.batch || this.waiting.length)) event.preventDefault();
    });
    // Shown again from the browser's memory, this page would be older than the draft.
    window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
    this.recover();
  }

  // Moves that an earlier page of this device could not send any more.
  recover() {
    let kept = null;
    try { kept = JSON.parse(window.localStorage.getItem(this.place)); } catch { kept = null; }
    if (!kept || !(kept.batch || kept.waiting.length)) return;
    this.revision = kept.revision;
    this.batch = kept.batch;
    this.waiting = kept.waiting;
    this.settle().then((address) => this.go(address));
  }

  add(move) {
    this.waiting.push(move);
    this.keep();
    this.show("sending");
    this.send();
  }

  keep() {
    try {
      if (this.batch || this.waiting.length) {
        const { revision, batch, waiting } = this;
        window.localStorage.setItem(this.place, JSON.stringify({ revision, batch, waiting }));
      } else window.localStorage.removeItem(this.place);
    } catch { /* A browser that keeps nothing still has this page in hand. */ }
  }

  // Resolves with the address of the next page once everything is stored and the server has answered.
  settle() {
    return new Promise((resolve) => { this.settling.push(resolve); this.send(); });
  }

  async send() {
    if (this.busy) return;
    window.clearTimeout(this.timer);
    if (!this.batch && this.waiting.length) {
      const name = Array.from(window.crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("");
      this.batch = { name, moves: this.waiting.splice(0, 400) };
      this.keep();
    }
    if (!this.batch && !this.settling.length) return;
    this.busy = true;
    let reply = null;
    let answer = null;
    try {
      reply = await this.post();
      if (reply.status === 200) answer = await reply.json();
    } catch { reply = null; }
    // Only now: a move made while the answer is still being read must not send the same batch again.
    this.busy = false;
    if (answer) this.stored(answer);
    else if (reply === null || reply.status >= 500) this.later();
    else this.overtaken(reply.status);
  }

  post() {
    const asked = new AbortController();
    window.setTimeout(() => asked.abort(), 15000);
    const body = { revision: this.revision, batch: this.batch ? this.batch.name : "", page: root.dataset.page };
    return fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, moves: this.batch ? this.batch.moves : [] }),
      signal: asked.signal,
    });
  }

  later() {
    this.tries += 1;
    if (this.tries === 1) say(words.offline);
    this.show(this.settling.length ? "leaving" : "offline");
    this.timer = window.setTimeout(() => this.send(), Math.min(500 * 2 ** this.tries, 20000));
  }

  stored(answer) {
    this.revision = answer.revision;
    this.batch = null;
    for (const field of document.querySelectorAll("[data-revision-field]")) field.value = this.revision;
    this.keep();
    if (this.tries) say(words.back);
    this.tries = 0;
    if (this.waiting.length) { this.send(); return; }
    this.show("saved");
    for (const resolve of this.settling.splice(0)) resolve(answer.page);
  }

  // 409: moved on elsewhere. 410, 404: handed in, closed, gone. 400: not ours. The page itself says which.
  overtaken(status) {
    this.waiting = [];
    this.batch = null;
    this.keep();
    this.go(status === 409 ? `${window.location.pathname}?newer=1` : window.location.pathname);
  }

  show(state) {
    this.line.hidden = false;
    this.line.textContent = words[state];
    this.line.classList.toggle("kept--waiting", state === "offline" || state === "leaving");
  }

  go(address) {
    this.leaving = true;
    window.location.assign(address);
  }
}

// A form that leads to another page is sent once everything before it is stored.
function sendAfter(outbox, form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    outbox.settle().then(() => {
      outbox.leaving = true;
      const does = document.createElement("input");
      Object.assign(does, { type: "hidden", name: button ? button.name : "do", value: button ? button.value : "" });
      form.append(does);
      form.submit();
    });
  });
}

// ---------------------------------------------------------------------------------------------- three piles

class Piles {
  constructor(form, outbox) {
    this.form = form;
    this.outbox = outbox;
    this.cards = JSON.parse(form.dataset.cards);
    this.all = Number(form.dataset.all);
    this.counts = { disagree: 0, neutral: 0, agree: 0 };
    for (const pile of Object.keys(this.counts)) this.counts[pile] = Number(form.dataset[pile]);
    this.at = 0;
    this.done = [];
    this.undo = form.querySelector("[data-undo]");
    if (!this.cards.length) { sendAfter(outbox, form); return; }
    this.keys = this.addSwitch();
    form.addEventListener("submit", (event) => this.pressed(event));
    document.addEventListener("keydown", (event) => this.key(event));
    this.undo.disabled = false;
  }

  // Single keys can be switched off, for whoever speaks to the device or is easily slipped (WCAG 2.1.4).
  addSwitch() {
    const line = document.createElement("p");
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    label.append(box, ` ${words.keys}`);
    line.className = "keys";
    line.append(label);
    this.form.append(line);
    return box;
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("textarea, select")) return;
    const pile = { 1: "disagree", 2: "neutral", 3: "agree" }[event.key];
    if (pile && this.keys.checked) { event.preventDefault(); this.put(pile); }
    if (event.key === "Backspace") { event.preventDefault(); this.back(); }
  }

  pressed(event) {
    event.preventDefault();
    const does = event.submitter ? event.submitter.value : "";
    if (does === "undo") this.back();
    else if (does in this.counts) this.put(does);
  }

  put(pile) {
    const card = this.cards[this.at];
    if (!card) return;
    this.counts[pile] += 1;
    this.done.push(pile);
    this.at += 1;
    this.outbox.add({ do: "pile", card: card.key, pile });
    this.show(fill(words.piled, { pile: words[pile] }));
    if (this.at === this.cards.length) this.outbox.settle().then((address) => this.outbox.go(address));
  }

  back() {
    if (!this.at) {
      // What was done before this page came is taken back on the server, which then shows the card.
      this.outbox.add({ do: "undo" });
      this.outbox.settle().then((address) => this.outbox.go(address));
      return;
    }
    this.at -= 1;
    this.counts[this.done.pop()] -= 1;
    this.outbox.add({ do: "undo" });
    this.show(words.undone);
  }

  show(before) {
    const card = this.cards[this.at];
    const line = this.form.querySelector("[data-pile-counts]");
    line.textContent = fill(words.piles, this.counts);
    if (!card) { say(`${before} ${line.textContent}.`); return; }
    const number = this.all - this.cards.length + this.at + 1;
    const text = this.form.querySelector("[data-card-words]");
    text.textContent = card.words;
    text.lang = card.lang;
    this.form.querySelector("[data-card-field]").value = card.key;
    const which = fill(words.card, { n: number, all: this.all, words: card.words });
    this.form.querySelector("[data-which]").textContent = which.slice(0, which.length - card.words.length - 2);
    say(`${before} ${which}`);
  }
}

// ---------------------------------------------------------------------------------------- choosing some cards

class Choosing {
  constructor(form, outbox) {
    this.form = form;
    this.outbox = outbox;
    form.addEventListener("change", (event) => {
      if (event.target.name === "card") {
        outbox.add({ do: "tick", card: event.target.value, on: event.target.checked });
        this.count(true);
      }
    });
    sendAfter(outbox, form);
    this.count(false);
  }

  count(aloud) {
    const n = this.form.querySelectorAll("[name=card]:checked").length;
    const most = Number(this.form.dataset.most);
    if (!most) return;
    const sentence = fill(n > most ? words.toomany : words.chosen, { n, most, over: n - most });
    for (const line of this.form.querySelectorAll("[data-chosen]")) {
      line.textContent = sentence;
      line.classList.toggle("chosen-count--over", n > most);
    }
    if (aloud) say(sentence);
  }
}

// -------------------------------------------------------------------------------------------------- the grid

// Press a card, then a column; or another card, to change places. Arrow keys go from card to card, and while a
// card is held from column to column. Only one card at a time can be reached with Tab: forty would be a wall.
class Board {
  constructor(board, outbox) {
    this.board = board;
    this.outbox = outbox;
    this.form = board.closest("form");
    this.forced = board.dataset.forced === "yes";
    this.held = null;
    this.target = null;
    this.done = [];
    this.columns = Array.from(board.querySelectorAll("[data-column]"));
    for (const card of board.querySelectorAll("[data-card]")) this.dress(card);
    this.reach(this.buttons()[0]);
    board.addEventListener("click", (event) => this.clicked(event));
    board.addEventListener("keydown", (event) => this.key(event));
    board.addEventListener("focusin", (event) => { if (event.target.matches(".card__pick")) this.reach(event.target); });
    board.addEventListener("dragstart", (event) => this.dragged(event));
    board.addEventListener("dragover", (event) => { if (this.held) event.preventDefault(); });
    board.addEventListener("drop", (event) => this.dropped(event));
    board.addEventListener("dragend", () => { if (this.held) this.release(); });
    const undo = this.form.querySelector("[data-undo]");
    if (undo) {
      undo.disabled = false;
      undo.addEventListener("click", (event) => { if (this.done.length) { event.preventDefault(); this.back(); } });
    }
    document.addEventListener("keydown", (event) => {
      const undoing = event.key === "Backspace" || (event.key === "z" && (event.ctrlKey || event.metaKey));
      if (undoing && this.done.length && !event.target.matches("input, textarea, select")) {
        event.preventDefault();
        this.back();
      }
    });
  }

  // The words of a card become a button; its list stays in step, unseen, for the form's sake.
  dress(card) {
    const text = card.querySelector(".card__words");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "card__pick", tabIndex: -1 });
    button.setAttribute("aria-pressed", "false");
    button.append(...text.childNodes);
    text.replaceWith(button);
    card.querySelector(".card__place").hidden = true;
    card.querySelector(".card__place").style.display = "none";
    card.draggable = true;
  }

  buttons() { return Array.from(this.board.querySelectorAll(".card__pick")); }
  pick(card) { return card.querySelector(".card__pick"); }
  card(element) { return element.closest("[data-card]"); }
  column(element) { return element.closest("[data-column]"); }
  cards(column) { return Array.from(column.querySelectorAll("[data-card]")); }
  find(key) { return this.board.querySelector(`[data-card="${CSS.escape(key)}"]`); }
  named(column) { return column.dataset.label || words.beside; }

  counted(column) {
    const n = this.cards(column).length;
    const room = Number(column.dataset.room);
    if (column.dataset.column === "") return String(n);
    const form = !this.forced ? "freecount" : n > room ? "overcount" : n === room ? "fullcount" : "count";
    return fill(words[form], { n, room, over: n - room });
  }

  spoken(column) {
    const n = this.cards(column).length;
    const room = Number(column.dataset.room);
    if (column.dataset.column === "") return String(n);
    const form = !this.forced ? "free" : n > room ? "over" : n === room ? "full" : "count";
    return fill(words[form], { n, room, over: n - room });
  }

  reach(button) {
    for (const other of this.buttons()) other.tabIndex = -1;
    if (button) button.tabIndex = 0;
  }

  focus(card) {
    this.reach(this.pick(card));
    this.pick(card).focus();
  }

  clicked(event) {
    const button = event.target.closest("button");
    if (button && button.closest(".where")) {
      if ("to" in button.dataset) this.put(this.columns.find((each) => each.dataset.column === button.dataset.to));
      else this.cancel();
    } else if (button && button.matches(".card__pick")) this.pressed(this.card(button));
    else if (this.held && this.column(event.target)) this.put(this.column(event.target));
  }

  pressed(card) {
    if (!this.held) this.hold(card);
    else if (this.held === card) this.put(this.target);
    else this.swap(card);
  }

  hold(card) {
    this.held = card;
    this.pick(card).setAttribute("aria-pressed", "true");
    document.documentElement.classList.add("holding");
    this.where = this.choices(card);
    card.append(this.where);
    this.aim(this.column(card));
    say(fill(words.picked, { card: card.dataset.number, column: this.named(this.column(card)) }));
  }

  // One button for each column, at the foot of the screen; in the page they follow the card that is held.
  choices(card) {
    const group = document.createElement("div");
    const question = document.createElement("p");
    const row = document.createElement("div");
    group.className = "where";
    group.setAttribute("role", "group");
    question.textContent = fill(words.where, { card: card.dataset.number });
    group.setAttribute("aria-label", question.textContent);
    row.className = "where__columns";
    for (const column of this.columns.filter((each) => each.dataset.column !== "")) {
      const button = document.createElement("button");
      const count = document.createElement("small");
      button.type = "button";
      button.className = "where__to";
      button.dataset.to = column.dataset.column;
      count.textContent = this.counted(column);
      // What is seen is part of what is read out, so that it can be said to a device that listens.
      const [before, between, after] = fill(words.put, { card: card.dataset.number })
        .split(/\{column\}|\{count\}/)
        .map((part) => Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: part }));
      button.append(before, column.dataset.label, between, count, after);
      row.append(button);
    }
    const cancel = Object.assign(document.createElement("button"), { type: "button", className: "where__cancel" });
    cancel.textContent = words.cancel;
    group.append(question, row, cancel);
    return group;
  }

  aim(column) {
    this.target = column;
    for (const each of this.columns) each.classList.toggle("column--target", each === column);
    for (const button of this.where.querySelectorAll("[data-to]")) {
      button.classList.toggle("where__target", button.dataset.to === column.dataset.column);
    }
  }

  release() {
    const card = this.held;
    this.held = null;
    this.target = null;
    this.where.remove();
    this.pick(card).setAttribute("aria-pressed", "false");
    document.documentElement.classList.remove("holding");
    for (const each of this.columns) each.classList.remove("column--target");
    return card;
  }

  cancel() {
    const card = this.release();
    this.focus(card);
    say(fill(words.putback, { card: card.dataset.number, column: this.named(this.column(card)) }));
  }

  put(column) {
    if (column === this.column(this.held)) { this.cancel(); return; }
    const card = this.release();
    this.done.push([[card.dataset.card, this.column(card).dataset.column]]);
    this.lay(card, column);
    this.tell({ do: "place", card: card.dataset.card, value: this.value(column) });
    this.focus(card);
    say(fill(words.moved, { card: card.dataset.number, column: this.named(column), count: this.spoken(column) }));
  }

  swap(other) {
    const card = this.release();
    const [from, to] = [this.column(card), this.column(other)];
    this.done.push([[card.dataset.card, from.dataset.column], [other.dataset.card, to.dataset.column]]);
    const mark = document.createElement("li");
    other.before(mark);
    card.before(other);
    mark.replaceWith(card);
    for (const each of [card, other]) this.settle(each);
    this.tell({ do: "swap", card: card.dataset.card, other: other.dataset.card });
    this.focus(card);
    say(fill(words.swapped, { card: card.dataset.number, other: other.dataset.number }));
  }

  value(column) { return column.dataset.column === "" ? null : Number(column.dataset.column); }

  lay(card, column) {
    column.hidden = false;
    column.querySelector(".column__cards").append(card);
    this.settle(card);
  }

  settle(card) {
    card.querySelector("select").value = this.column(card).dataset.column;
    for (const column of this.columns) {
      const n = this.cards(column).length;
      const room = Number(column.dataset.room);
      const count = column.querySelector("[data-count]");
      if (count) count.textContent = this.counted(column);
      column.classList.toggle("column--full", n === room);
      column.classList.toggle("column--over", this.forced && n > room);
    }
  }

  tell(move) { if (this.outbox) this.outbox.add(move); }

  back() {
    if (this.held) this.release();
    const places = this.done.pop();
    for (const [key, value] of places) {
      this.lay(this.find(key), this.columns.find((each) => each.dataset.column === value));
    }
    this.tell({ do: "undo" });
    this.focus(this.find(places[0][0]));
    say(words.undone);
  }

  key(event) {
    if (!event.target.matches(".card__pick") || event.ctrlKey || event.altKey || event.metaKey) {
      if (event.key === "Escape" && this.held) this.cancel();
      return;
    }
    if (event.key === "Escape" && this.held) { event.preventDefault(); this.cancel(); return; }
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (this.held) this.aimNext(step);
    else this.goNext(event.target, event.key, step);
  }

  aimNext(step) {
    const open = this.columns.filter((each) => each.dataset.column !== "");
    const at = open.indexOf(this.target);
    const next = open[Math.min(Math.max(at < 0 ? (step > 0 ? 0 : open.length - 1) : at + step, 0), open.length - 1)];
    this.aim(next);
    say(fill(words.target, { column: this.named(next), count: this.spoken(next) }));
  }

  goNext(button, key, step) {
    if (key === "ArrowUp" || key === "ArrowDown") {
      const all = this.buttons();
      const next = all[all.indexOf(button) + step];
      if (next) this.focus(this.card(next));
      return;
    }
    const full = this.columns.filter((each) => this.cards(each).length);
    const here = this.column(button);
    const row = this.cards(here).indexOf(this.card(button));
    const column = full[full.indexOf(here) + step];
    if (column) this.focus(this.cards(column)[Math.min(row, this.cards(column).length - 1)]);
  }

  dragged(event) {
    const card = this.card(event.target);
    if (!card) return;
    if (this.held) this.release();
    event.dataTransfer.setData("text/plain", card.dataset.card);
    event.dataTransfer.effectAllowed = "move";
    // After the picture of what is dragged has been taken, or it would show the row of columns.
    window.setTimeout(() => { if (!this.held) this.hold(card); }, 0);
  }

  dropped(event) {
    if (!this.held) return;
    event.preventDefault();
    const other = this.card(event.target);
    if (other && other !== this.held) this.swap(other);
    else if (this.column(event.target)) this.put(this.column(event.target));
  }
}

// ---------------------------------------------------------------------------------- words that save themselves

class Autosave {
  constructor(form, outbox) {
    this.form = form;
    this.outbox = outbox;
    this.later = new Map();
    form.addEventListener("input", (event) => this.soon(event.target));
    form.addEventListener("change", (event) => this.now(event.target));
    form.addEventListener("submit", () => { for (const field of [...this.later.values()]) this.now(field[1]); });
    sendAfter(outbox, form);
  }

  soon(field) {
    if (!field.matches("textarea")) return;
    window.clearTimeout((this.later.get(field.name) || [])[0]);
    this.later.set(field.name, [window.setTimeout(() => this.now(field), 1500), field]);
  }

  now(field) {
    window.clearTimeout((this.later.get(field.name) || [])[0]);
    this.later.delete(field.name);
    const move = this.move(field);
    if (move) this.outbox.add(move);
  }

  move(field) {
    if (field.name === "may_quote") return { do: "quote", on: field.checked };
    if (field.name.startsWith("comment-")) return { do: "comment", card: field.name.slice(8), words: field.value };
    if (!field.name.startsWith("answer-")) return null;
    const ticked = Array.from(this.form.querySelectorAll(`[name="${CSS.escape(field.name)}"]:checked`), (each) => each.value);
    return { do: "answer", question: field.name.slice(7), answer: field.type === "checkbox" ? ticked : field.value };
  }
}

// ------------------------------------------------------------------------- typing in what was laid on a table

class TypeIn {
  constructor(form) {
    this.form = form;
    this.plan = JSON.parse(form.dataset.typeIn);
    this.line = document.querySelector("[data-laid]");
    form.addEventListener("input", () => { window.clearTimeout(this.timer); this.timer = window.setTimeout(() => this.check(), 400); });
  }

  check() {
    const seen = new Map();
    const said = [];
    const label = (value) => (value > 0 ? `+${value}` : String(value).replace("-", "−"));
    for (const { value, room } of this.plan.columns) {
      const typed = this.form.querySelector(`[name="column_${value}"]`).value.match(/\d+/g) || [];
      for (const number of typed.map(Number)) seen.set(number, (seen.get(number) || 0) + 1);
      if (this.plan.forced && typed.length > room) said.push(fill(words.over, { column: label(value), n: typed.length - room }));
    }
    const all = Array.from({ length: this.plan.cards }, (_each, at) => at + 1);
    const twice = [...seen].filter(([, times]) => times > 1).map(([number]) => number);
    const unknown = [...seen.keys()].filter((number) => number < 1 || number > this.plan.cards);
    const missing = all.filter((number) => !seen.has(number));
    if (unknown.length) said.push(fill(words.unknown, { cards: unknown.join(", ") }));
    if (twice.length) said.push(fill(words.twice, { cards: twice.join(", ") }));
    if (missing.length && missing.length < 8) said.push(fill(words.missing, { cards: missing.join(", ") }));
    else if (missing.length) said.push(fill(words.begin, { n: all.length - missing.length, all: all.length }));
    this.line.hidden = false;
    this.line.textContent = said.length ? said.join(" ") : words.good;
  }
}

function start() {
  document.documentElement.classList.add("scripted");
  for (const each of document.querySelectorAll(".with-script")) each.hidden = false;
  const typing = document.querySelector("[data-type-in]");
  if (typing) { new TypeIn(typing); return; }
  const asked = document.querySelector(".asked");
  if (asked) document.documentElement.style.setProperty("--asked", `${asked.offsetHeight}px`);
  const outbox = new Outbox();
  for (const board of document.querySelectorAll("[data-board]")) {
    new Board(board, board.closest("[data-practice]") ? null : outbox);
  }
  const kinds = { piles: Piles, choosing: Choosing, autosave: Autosave };
  for (const [name, kind] of Object.entries(kinds)) {
    for (const form of document.querySelectorAll(`form[data-${name}]`)) new kind(form, outbox);
  }
  for (const form of document.querySelectorAll("form[data-grid]")) sendAfter(outbox, form);
}

start();
