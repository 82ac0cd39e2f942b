// What every page must keep, whoever opens it: axe finds nothing, nothing scrolls sideways, and a thumb hits every
// control. Each check answers a list of faults in words; an empty list is good.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Violations of WCAG 2.2 A and AA and of axe's best practices. For pages with script: without, no timer rings, and axe
 * would wait for ever; what the server writes is the same for both. */
export async function axe(page) {
  // Run from outside: the page's content policy would rightly refuse a script tag. Straight to the browser: what
  // `page.evaluate` wraps around half a megabyte takes a third of axe's time.
  const browser = await page.context().newCDPSession(page);
  await browser.send("Runtime.evaluate", { expression: AXE });
  await browser.detach();
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `axe ${id} (${help}): ${node.target.join(" ")} ${node.html.slice(0, 160)}`));
}

/** What is wider than the screen. Tables may scroll inside their own frame. */
export function sideways(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    const deepest = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
    return [`scrolls sideways by ${scrollWidth - clientWidth} px: ${deepest.slice(0, 3).map((element) => element.outerHTML.slice(0, 140)).join(" | ")}`];
  });
}

/** Main controls under 48 px high or wide: buttons, rows, places, inputs, choices. Links in running text are not. */
export function smallTargets(page, least = 48) {
  return page.evaluate((least) => {
    const main = "button, .btn, a.row, a.choice, .places a, .back, summary, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .home";
    return [...document.querySelectorAll(main)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
      .map(({ element, box }) => `target ${Math.round(box.width)}×${Math.round(box.height)} px: ${element.outerHTML.slice(0, 120)}`);
  }, least);
}

/** One h1, a title, and the language of the page as asked. */
export function frame(page, lang) {
  return page.evaluate((lang) => {
    const faults = [];
    const heads = document.querySelectorAll("h1").length;
    if (heads !== 1) faults.push(`${heads} headings of the first level`);
    if (document.documentElement.lang !== lang) faults.push(`the page says it is ${document.documentElement.lang}, not ${lang}`);
    if (!document.title) faults.push("no title");
    if (document.querySelector("[style]")) faults.push(`a style attribute: ${document.querySelector("[style]").outerHTML.slice(0, 100)}`);
    return faults;
  }, lang);
}
