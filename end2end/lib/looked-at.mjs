// Pages that were found without a fault before: what has not changed is not looked at again, as with a build.
// Invariant: a page is the same only if all is that its checks can see: every element, what stands in its fields, style
// and script, the checks themselves, axe and the browser. An answer of the server that is the same, sign for sign, makes
// the same page. Only what is drawn anew in every run (ids, codes, tokens, the port) is left out. A page with a fault is
// looked at every time; a fresh clone has looked at none.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { manifest } from "./server.mjs";

const HOME = fileURLToPath(new URL("../../target/end2end/looked-at/", import.meta.url));
const CHECKS = ["./checks.mjs", "./inspect.mjs", "./looked-at.mjs"].map((file) => readFileSync(new URL(file, import.meta.url), "utf8"));
const AXE = createRequire(import.meta.url)("axe-core/package.json").version;

const hash = (...texts) => createHash("sha256").update(JSON.stringify(texts)).digest("hex");

/** What differs between two runs of the same tour: names, which are numbered, so that one that stands twice still does. */
const NAMES = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{16,}\b|(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{30,}|127\.0\.0\.1:\d+/g;
/** And what no check looks for: the squares of a code, a secret in fours, what a form sends unseen, the mark of a script. */
const LEFT_OUT = [/(?<= nonce=")[^"]*"/g, /(?<=<path[^>]*? d=)"[^"]*"/g, /\b([A-Z2-7]{4} ){3,}[A-Z2-7]{4}\b/g, /(?<=<input type="hidden"[^>]* value=)"[^"]*"/g];

/** Where all that is known of this style, script and browser lies. */
const homeOf = (browser) => join(HOME, hash(manifest(), CHECKS, AXE, browser.version()));

let little;
/** Whether most pages are still to be looked at with this style, script and browser; the answer stands for this process. */
export function knowsLittle(browser) {
  const here = homeOf(browser);
  return (little ??= !existsSync(here) || readdirSync(here).length < 200);
}

/** Where something stands that is called so, but for its names. */
function markOf(browser, ...texts) {
  const here = homeOf(browser);
  if (!existsSync(here)) {
    for (const old of existsSync(HOME) ? readdirSync(HOME) : []) rmSync(join(HOME, old), { recursive: true, force: true });
    mkdirSync(here, { recursive: true });
  }
  const names = new Map();
  const numbered = texts.join("\n").replace(NAMES, (name) => `name${names.get(name) ?? names.set(name, names.size).size - 1}`);
  return join(here, hash(LEFT_OUT.reduce((text, pattern) => text.replace(pattern, ""), numbered)));
}

/** Whether what bears this mark was good before. */
export const wasGood = (mark) => existsSync(mark);

/** The mark of an answer of the server to whoever asks with this browser. */
export const markOfAnswer = async (browser, answer) => markOf(browser, "answer", String(answer.status()), await answer.text());

/** The mark of the page as it stands. */
export async function markOfPage(page) {
  const stands = await page.evaluate(() => {
    const fields = [...document.querySelectorAll("input:not([type=hidden]), select, textarea")];
    return [document.documentElement.outerHTML, ...fields.map(({ value, checked }) => `${value} ${checked}`)].join("\n");
  });
  return markOf(page.context().browser(), stands);
}

/** What bears this mark is good. */
export function isGood(mark) {
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, "");
}
