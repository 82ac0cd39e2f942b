// People with a browser each. Whatever a page complains about on the way (an error on the console, a broken content
// policy, an answer of 500) is kept, and closing the house fails the test with it.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { bringAxe } from "./checks.mjs";
import { knowsLittle } from "./looked-at.mjs";
import { openServer } from "./server.mjs";

export const PHONE = { width: 360, height: 640 };
export const LAPTOP = { width: 1280, height: 800 };
/** What the evening promises: a phone follows the chair at once. */
export const SOON = 3000;
/** Everything else may take its time on a busy machine. */
export const PATIENCE = 30_000;

// A frame of its own for the document of every page costs a third of its time and tests nothing of ours. Only the last
// list of features counts, so the first ones repeat what playwright turns off and a page of ours could meet.
const WITHOUT = ["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding", "ThirdPartyStoragePartitioning", "RenderDocument"];
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--disable-features=${WITHOUT}`];
export const CHROMIUM = process.env.CHROMIUM || "/usr/bin/chromium";

/** A browser and a server, and the people who use them; `inspects` where their pages go through axe. */
export async function openHouse({ lang: usual, inspects = false, ...options } = {}) {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...ARGUMENTS, `--lang=${usual ?? "vi"}`], env: { ...process.env, LANGUAGE: usual ?? "vi" } });
  const server = await openServer(options).catch((error) => browser.close().finally(() => Promise.reject(error)));
  const people = [];
  const house = {
    ...server,
    browser,
    /** Somebody before signing in. `script: false` is a browser without JavaScript. */
    async stranger({ script = true, size = PHONE, lang = usual, name = "stranger" } = {}) {
      const context = await browser.newContext({ baseURL: server.address, viewport: size, javaScriptEnabled: script, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
      context.setDefaultTimeout(PATIENCE);
      if (inspects && knowsLittle(browser)) await bringAxe(context);
      if (lang) await context.addCookies([{ name: "chibo_lang", value: lang, url: server.address }]);
      const person = new Person(name, context, server, script);
      people.push(person);
      await person.open();
      return person;
    },
    /** Somebody of the demo, signed in: `bithu`, `dangvien1`, … */
    async person(account, options = {}) {
      const person = await house.stranger({ name: account, ...options });
      const answer = await person.post("/sign-in", { name: `${account}@demo.test`, password: server.password });
      assert.equal(answer.status(), 200, `${account} signs in`);
      return person;
    },
    async close() {
      await browser.close();
      await server.stop();
      assert.deepEqual(people.flatMap((person) => person.complaints), [], "what pages complained about");
    },
  };
  return house;
}

export class Person {
  complaints = [];
  /** Every address of the server that this person's browser asked for. */
  visited = new Set();
  #expected = [];
  #tab;

  constructor(name, context, server, script) {
    Object.assign(this, { name, context, server, script });
  }

  async open() {
    this.page = await this.context.newPage();
    this.watch(this.page);
    return this.page;
  }

  watch(page) {
    const complain = (what) => {
      if (!this.#expected.some((pattern) => pattern.test(what))) this.complaints.push(`${this.name}, ${page.url().replace(this.server.address, "")}: ${what}`);
    };
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      // Chromium repeats the status of a page that is an error page by intent; other answers are looked at below.
      if (/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()) && message.location().url === page.url()) return;
      complain(`${message.type()}: ${message.text()} ${message.location().url.replace(this.server.address, "")}`);
    });
    page.on("pageerror", (error) => complain(`exception: ${error.message}`));
    page.on("request", (request) => this.visited.add(request.url().replace(this.server.address, "")));
    page.on("response", (response) => {
      if (response.status() >= 500) complain(`${response.status()} from ${response.url()}`);
    });
  }

  /** From now on a complaint that matches is what the test is about. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  /** A second tab, beside the page that somebody works on. */
  async aside() {
    if (!this.#tab) this.watch((this.#tab = await this.context.newPage()));
    return this.#tab;
  }

  async goto(path, status = 200, page = this.page) {
    const open = () => page.goto(path);
    // A waiting page without script may refresh itself at this very moment.
    let response = await open().catch((error) => {
      if (this.script || !/interrupted by another navigation|net::ERR_ABORTED/.test(error.message)) throw error;
      return open();
    });
    if (!response && !this.script) response = await open();
    assert.equal(response.status(), status, `${this.name} opens ${path}`);
    return response;
  }

  /** Sends a form as the browser would, without a page. */
  post(path, form) {
    return this.context.request.post(path, { form, headers: { origin: this.server.address } });
  }

  get(path) {
    return this.context.request.get(path, { maxRedirects: 0 });
  }

  /** Presses the first button or link of the page's content that is called so. */
  async press(name, within = this.page.locator("main")) {
    const exact = typeof name === "string";
    try {
      await within.getByRole("button", { name, exact }).or(within.getByRole("link", { name, exact })).first().click();
    } catch (error) {
      assert.fail(`${this.name} cannot press ${name} on ${this.page.url()} (${error.message.split("\n")[0]}); the page says:\n${await this.says()}`);
    }
  }

  /** The field whose label begins so. */
  field(label) {
    return this.page.locator("main").getByLabel(label).and(this.page.locator("input, select, textarea")).first();
  }

  /** Writes into the field with this label. */
  async write(label, text) {
    await this.field(label).fill(text);
  }

  async choose(label, option) {
    await this.field(label).selectOption(option);
  }

  /** Waits until the page says something. */
  async sees(text, timeout = PATIENCE) {
    try {
      await this.page.getByText(text).filter({ visible: true }).first().waitFor({ timeout });
    } catch {
      assert.fail(`${this.name} does not see ${text} on ${this.page.url()} within ${timeout} ms; the page says:\n${await this.says()}`);
    }
  }

  /** Opens a page, again and again where no script follows the meeting, until it says something. */
  async finds(path, text) {
    const until = Date.now() + PATIENCE;
    await this.goto(path);
    while (!this.script && Date.now() < until && !(await this.page.getByText(text).count())) await this.goto(path);
    await this.sees(text);
  }

  async says() {
    return this.page.locator("body").innerText().catch(() => "(no page)");
  }

  /** Waits until the page follows the meeting by itself. */
  async follows() {
    await this.page.locator(".live-state.on").waitFor({ state: "attached" });
  }
}
