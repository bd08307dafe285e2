// Keeps the page fresh and sends its forms without leaving it. Without it the page still works by reloading.
"use strict";

const NEAR_BOTTOM = 80, BRIEF_MS = 4000, CALM_MS = 1000, BUSY_MS = 250;
const CALLING = new Set(["call", "answer", "press", "speak", "wait"]), SILENCING = new Set(["press", "hangup", "speak"]);
let version = null, moving = false, timer = 0;
let presses = Promise.resolve(); // keys are heard one after the other, however fast they are pressed

const part = (name) => [...document.querySelectorAll("[data-part]")].find((e) => e.dataset.part === name);

// The server's HTML of each keyed child is remembered, so that what a visitor opened or typed stays.
function remember(holder) {
  for (const child of holder.children) child.source = child.outerHTML;
}

function refresh(holder, html) {
  const follow = "follow" in holder.dataset && holder.scrollHeight - holder.scrollTop - holder.clientHeight < NEAR_BOTTOM;
  const template = document.createElement("template");
  template.innerHTML = html;
  remember(template.content);
  const old = new Map([...holder.children].map((child) => [child.dataset.key, child]));
  let cursor = holder.firstElementChild;
  for (const fresh of [...template.content.children]) {
    const kept = old.get(fresh.dataset.key);
    const same = kept && kept.source === fresh.source;
    if (same) old.delete(fresh.dataset.key);
    const child = same ? kept : fresh;
    if (!same && kept && kept.open) fresh.open = true;
    if (child === cursor) cursor = cursor.nextElementSibling;
    else holder.insertBefore(child, cursor);
  }
  for (const gone of old.values()) gone.remove();
  if (holder.matches(".heard")) hear(holder);
  holder.follows = follow;
}

// Only once everything has its size: the keys below a call take room from what was heard.
function follow() {
  for (const holder of document.querySelectorAll("[data-follow]")) if (holder.follows) holder.scrollTop = holder.scrollHeight;
}

// What is said on a call is spoken by the browser, on the phone that was held last: two at once nobody understands.
let held = null;
const voice = window.speechSynthesis;

function hear(list) {
  const lines = [...list.children], newest = lines.at(-1);
  for (const line of lines) {
    if (line !== newest) line.querySelector("audio")?.pause();
    if (line.heard) continue;
    line.heard = true;
    if (voice && line.closest(".phone") === held && "say" in line.dataset) speak(line);
  }
}

function speak(line) {
  const words = new SpeechSynthesisUtterance(line.textContent);
  words.lang = line.lang;
  words.onstart = () => line.classList.add("saying");
  words.onend = words.onerror = () => line.classList.remove("saying");
  voice.speak(words);
}

// A moment in which a key might be pressed goes by on its own.
function passes(form) {
  if (form.passing) return;
  form.passing = true;
  setTimeout(() => form.isConnected && form.requestSubmit(), BRIEF_MS);
}

function hold(phone) {
  if (phone !== held) voice?.cancel();
  held = phone;
}

function showClock(clock) {
  document.querySelector("[data-clock-time]").textContent = clock.time;
  document.querySelector("[data-clock-day]").textContent = clock.day;
  document.querySelector("[data-clock-place]").textContent = clock.place;
  document.querySelector("[data-away]").hidden = clock.reachable;
  document.querySelector("[data-clock]").classList.toggle("moving", clock.moving);
  for (const button of document.querySelectorAll(".travel button")) button.disabled = clock.moving || !clock.reachable;
  moving = clock.moving;
}

function show(news) {
  showClock(news.clock);
  for (const [number, time] of Object.entries(news.times)) {
    const phone = document.querySelector(`.phone[data-number="${number}"] [data-time]`);
    if (phone) phone.textContent = time;
  }
  const { book, ...parts } = news.parts;
  if (book !== undefined) {
    const here = [...document.querySelectorAll("[data-part]")].map((e) => e.dataset.part);
    const mine = here.filter((n) => n.startsWith("thread") || n.startsWith("mails")).sort().join("\n");
    if (mine !== book) return location.reload();
  }
  for (const [name, html] of Object.entries(parts)) if (part(name)) refresh(part(name), html);
  follow();
  for (const form of document.querySelectorAll("form[data-brief]")) passes(form);
  version = news.version;
}

async function poll() {
  clearTimeout(timer);
  try {
    const answer = await fetch(`/parts?have=${version ?? ""}`);
    show(await answer.json());
  } catch {
    document.querySelector("[data-away]").hidden = false;
  }
  timer = setTimeout(poll, document.hidden ? 4 * CALM_MS : moving ? BUSY_MS : CALM_MS);
}

function say(words) {
  const line = document.querySelector("[data-said]");
  line.textContent = words;
  line.hidden = !words;
}

async function send(form, button) {
  const data = new FormData(form, button);
  if (CALLING.has(form.dataset.act)) hold(form.closest(".phone"));
  if (SILENCING.has(form.dataset.act)) voice?.cancel();
  if (form.dataset.act === "text" && !data.get("body").trim() && !data.get("picture")?.size) return;
  form.classList.add("busy");
  setTimeout(poll, BUSY_MS); // the text is on the phone before its webhook has been answered
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const { said, ok } = await answer.json();
    say(said);
    if (ok) form.reset();
    grow(form.querySelector(".compose textarea, textarea[rows='1']"));
  } catch {
    say("The sandbox did not answer. Is it still running?");
  }
  form.classList.remove("busy");
  poll();
}

function grow(area) {
  if (!area) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.act) return;
  event.preventDefault();
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) return;
  if (form.dataset.act === "press") presses = presses.then(() => send(form, event.submitter));
  else if (!form.classList.contains("busy")) send(form, event.submitter);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".compose textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
document.addEventListener("input", (event) => {
  if (event.target.matches(".compose textarea")) grow(event.target);
  if (event.target.matches(".attach input")) event.target.form.classList.toggle("picture", event.target.files.length > 0);
});
document.addEventListener("reset", (event) => event.target.classList.remove("picture"));
document.addEventListener("click", (event) => {
  const word = event.target.dataset?.type;
  if (!word) return;
  const area = event.target.closest(".phone").querySelector("textarea");
  area.value = word;
  area.focus();
});
// A mail's frame may run no script; being of our origin only lets us measure it.
document.addEventListener("load", (event) => {
  if (event.target.matches?.("iframe[data-fit]")) fit(event.target);
}, true);
document.addEventListener("toggle", (event) => {
  for (const frame of event.target.querySelectorAll?.("iframe[data-fit]") ?? []) fit(frame);
}, true);

function fit(frame) {
  const page = frame.contentDocument?.documentElement;
  if (page?.scrollHeight) frame.style.height = `${Math.min(page.scrollHeight, 640) + 4}px`;
}

document.addEventListener("visibilitychange", () => document.hidden || poll());

for (const holder of document.querySelectorAll("[data-part]")) {
  remember(holder);
  if (holder.matches(".heard")) hear(holder);
  if ("follow" in holder.dataset) holder.scrollTop = holder.scrollHeight;
}
poll();
