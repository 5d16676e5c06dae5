// Puts on screen what the server sends, and sends what the person asks. Gradio calls it with element, trigger, props and watch.
const find = (selector) => element.querySelector(selector);
const all = (selector) => Array.from(element.querySelectorAll(selector));
const page = find(".m-page"), thread = find(".m-thread"), welcome = find(".m-welcome"), form = find(".m-composer");
const field = find("#m-question"), send = find(".m-send");
const LONGEST_WAIT = 90000;
let words = {}, busy = false, live = null, timer = null;

const address = new URL(window.location.href);
let conversation = address.searchParams.get("c") || "";
let fixed = address.searchParams.get("lang") || "";
if (!["en", "es"].includes(fixed)) fixed = "";
if (!/^[A-Za-z0-9_-]{1,64}$/.test(conversation)) conversation = "";
const spoken = () => fixed || ((navigator.language || "en").toLowerCase().startsWith("es") ? "es" : "en");

function remember() {
  const next = new URL(window.location.href);
  conversation ? next.searchParams.set("c", conversation) : next.searchParams.delete("c");
  fixed ? next.searchParams.set("lang", fixed) : next.searchParams.delete("lang");
  window.history.replaceState(null, "", next);
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "c_" + Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

function say(given, language) {
  words = given;
  document.documentElement.lang = language;
  all("[data-word]").forEach((node) => { node.textContent = words[node.dataset.word] || ""; });
  field.placeholder = words.placeholder || "";
  find(".m-languages").setAttribute("aria-label", words.language || "");
  find("[data-language='']").title = words.auto_hint || "";
  thread.setAttribute("aria-label", words.conversation || "");
}

function showStart(value) {
  const list = find(".m-questions");
  list.replaceChildren(...(value.questions || []).map((question) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.send = question;
    button.textContent = question;
    return button;
  }));
  find(".m-try").hidden = !(value.questions || []).length;
  const notice = find(".m-notice");
  notice.hidden = !value.notice;
  notice.textContent = value.notice || "";
}

function addTurn(question, html, isLive) {
  welcome.hidden = true;
  const turn = document.createElement("article");
  turn.className = "m-turn";
  const asked = document.createElement("div"), answer = document.createElement("div");
  asked.className = "m-question";
  asked.innerHTML = question;
  answer.className = "m-answer";
  answer.innerHTML = html;
  turn.append(asked, answer);
  thread.append(turn);
  if (isLive) live = answer;
  return turn;
}

function update(node, html) {
  const open = new Set(Array.from(node.querySelectorAll("details[open]"), (d) => d.dataset.keep));
  node.innerHTML = html;
  node.querySelectorAll("details[data-keep]").forEach((d) => { d.open = open.has(d.dataset.keep); });
}

function rest(value) {
  busy = value;
  page.classList.toggle("m-busy", busy);
  send.disabled = busy || !field.value.trim();
  clearTimeout(timer);
  if (busy) timer = setTimeout(gaveUp, LONGEST_WAIT);
}

function gaveUp() {
  if (!live) return rest(false);
  const note = document.createElement("p");
  note.className = "m-failed";
  note.setAttribute("role", "alert");
  note.textContent = words.failed || "";
  live.replaceChildren(note);
  live = null;
  rest(false);
}

function ask(message) {
  const question = message.trim();
  if (!question || busy) return;
  if (!conversation) { conversation = newId(); remember(); }
  const asked = document.createElement("span");
  asked.textContent = question;
  const turn = addTurn(asked.innerHTML.replaceAll("\n", "<br>"), "", true);
  field.value = "";
  grow();
  rest(true);
  turn.scrollIntoView({ behavior: "smooth", block: "start" });
  trigger("submit", { message: question, conversation, language: spoken(), fixed });
}

function grow() {
  field.style.height = "auto";
  field.style.height = Math.min(field.scrollHeight, 180) + "px";
  send.disabled = busy || !field.value.trim();
}

function apply(value) {
  if (!value || !value.kind) return;
  if (value.kind === "open") {
    say(value.words, value.language);
    showStart(value);
    if (value.turns || value.live) showConversation(value);
    page.classList.add("m-ready");
  } else {
    showLive(value);
  }
}

function showConversation(value) {
  const first = !thread.childElementCount;
  thread.replaceChildren();
  (value.turns || []).forEach((turn) => addTurn(turn.question, turn.html, false));
  if (value.live) {
    addTurn(value.live.question, value.live.html, true);
    rest(!value.live.done);
  }
  if (first && thread.lastElementChild) thread.lastElementChild.scrollIntoView({ block: "start" });
}

function showLive(value) {
  if (!live) return;
  update(live, value.html);
  if (!value.done) return rest(true);
  live = null;
  rest(false);
}

function open() {
  trigger("select", { conversation: thread.childElementCount ? "" : conversation, language: spoken() });
}

function press() {
  all("[data-language]").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.language === fixed)));
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.send) ask(button.dataset.send);
  if (button.dataset.language !== undefined) { fixed = button.dataset.language; remember(); press(); open(); }
  if (button.classList.contains("m-new") && !busy) {
    conversation = "";
    thread.replaceChildren();
    welcome.hidden = false;
    remember();
    field.focus();
  }
});
form.addEventListener("submit", (event) => { event.preventDefault(); ask(field.value); });
field.addEventListener("input", grow);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); ask(field.value); }
});
watch("value", () => apply(props.value));
press();
open();
