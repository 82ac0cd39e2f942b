// Looks at one page as everybody may meet it: on a phone in the smallest and the largest text, on a laptop, through axe; and takes its
// picture if CHIBO_PICTURES is set. Faults are collected by page, so that one run tells all of them. A page that was good
// before and has not changed is not looked at again.
// Invariant: what a tour does never depends on what was looked at before.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { axe, layout } from "./checks.mjs";
import { isGood, markOfAnswer, markOfPage, wasGood } from "./looked-at.mjs";
import { LAPTOP, PHONE } from "./people.mjs";

const PICTURES = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
// The smallest text has the smallest targets.
const SIZES = ["size-1", "size-3"];

/** A visitor for the tour: `visit` looks at a page as it stands, `open` goes there before, and `see` looks at it in a tab
 * of its own, or not at all if the server's answer is known. `faults` is filled; `seen` names the pages, `again` those that
 * were good before. */
export function inspector(lang) {
  const faults = [];
  const seen = [];
  const again = [];
  const pictures = Boolean(process.env.CHIBO_PICTURES);
  /** Answers whether the page is good. */
  async function visit(name, { page }) {
    seen.push(name);
    // As whoever looks at it has it: its islands have come, and it follows what it follows.
    await page.waitForFunction(() => {
      const [asleep, follows, hears] = ["leptos-island:not([data-on])", "[data-component^=Live_]", ".live-state.on"].map((one) => document.querySelector(one));
      return !asleep && (!follows || hears);
    });
    const mark = await markOfPage(page);
    if (wasGood(mark) && !pictures) {
      again.push(name);
      if (page.viewportSize().width !== PHONE.width) await page.setViewportSize(PHONE);
      return true;
    }
    const before = faults.length;
    const note = (where, found) => faults.push(...found.map((fault) => `${name} (${lang}, ${where}): ${fault}`));
    // A screen as long as the page: what is fixed to its foot then stands at the foot of the picture.
    const picture = async (size) => {
      if (!pictures) return;
      await page.setViewportSize({ width: size.width, height: Math.max(size.height, await page.evaluate(() => document.documentElement.scrollHeight)) });
      await page.screenshot({ path: join(PICTURES, `${name}-${lang}-${size.width}.png`), fullPage: true, animations: "disabled" });
      await page.setViewportSize(size);
    };
    await page.setViewportSize(PHONE);
    note("phone", await axe(page));
    note("phone", await layout(page, { lang, sizes: SIZES }));
    await picture(PHONE);
    await page.setViewportSize(LAPTOP);
    note("laptop", await layout(page, { lang, phone: false }));
    await picture(LAPTOP);
    await page.setViewportSize(PHONE);
    const good = faults.length === before;
    if (good) isGood(mark);
    return good;
  }
  async function open(name, person, path, status) {
    await person.goto(path, status);
    await visit(name, person);
  }
  async function see(name, person, path, status) {
    const browser = person.context.browser();
    if (!pictures && wasGood(await markOfAnswer(browser, await person.get(path)))) {
      seen.push(name);
      again.push(name);
      return;
    }
    const page = await person.aside();
    // Of the answer that is looked at, for the one before may have been another.
    const mark = await markOfAnswer(browser, await person.goto(path, status, page));
    if (await visit(name, { page })) isGood(mark);
  }
  return { visit, open, see, faults, seen, again };
}
