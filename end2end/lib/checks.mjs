// What every page must keep, whoever opens it: axe finds nothing, nothing scrolls sideways, and a thumb hits every
// control. Each check answers a list of faults in words; an empty list is good.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const BRING = `globalThis.bringAxe = function () {${AXE}};`;

/** Puts axe within reach of every page of this browser, where many are to be looked at: half a megabyte sent to each page
 * anew, and compiled anew, takes longer than its rules. */
export const bringAxe = (context) => context.addInitScript({ content: BRING });

/** Violations of WCAG 2.2 A and AA and of axe's best practices. For pages with script: without, no timer rings, and axe
 * would wait for ever; what the server writes is the same for both. */
export async function axe(page) {
  if (!(await page.evaluate(() => "bringAxe" in globalThis))) await page.evaluate(BRING);
  // What a fault says is made there: sending all that axe finds in order takes as long as finding it.
  return page.evaluate(async () => {
    globalThis.bringAxe.call(globalThis);
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `axe ${id} (${help}): ${node.target.join(" ")} ${node.html.slice(0, 160)}`));
  });
}

/** How a page stands on the screen, as it is or in each of these text sizes. On a phone: one h1, a title, the language as
 * asked, and no main control under 48 px in the first size, the smallest (buttons, rows, places, inputs, choices; links in
 * running text are none). Everywhere: nothing wider than the screen; tables may scroll inside their own frame. */
export function layout(page, { lang, phone = true, sizes = [] }) {
  return page.evaluate(
    ({ lang, phone, sizes }) => {
      const root = document.documentElement;
      const worn = () => [...root.classList].find((name) => name.startsWith("size-"));
      const wear = (size) => root.classList.replace(worn(), size);
      const frame = () => {
        const faults = [];
        const heads = document.querySelectorAll("h1").length;
        if (heads !== 1) faults.push(`${heads} headings of the first level`);
        if (root.lang !== lang) faults.push(`the page says it is ${root.lang}, not ${lang}`);
        if (!document.title) faults.push("no title");
        if (document.querySelector("[style]")) faults.push(`a style attribute: ${document.querySelector("[style]").outerHTML.slice(0, 100)}`);
        return faults;
      };
      const sideways = () => {
        const { scrollWidth, clientWidth } = root;
        if (scrollWidth <= clientWidth) return [];
        const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
        const deepest = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
        return [`scrolls sideways by ${scrollWidth - clientWidth} px: ${deepest.slice(0, 3).map((element) => element.outerHTML.slice(0, 140)).join(" | ")}`];
      };
      const smallTargets = (least = 48) => {
        const main = "button, .btn, a.row, a.choice, .places a, .back, summary, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .home";
        return [...document.querySelectorAll(main)]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
          .map(({ element, box }) => `target ${Math.round(box.width)}×${Math.round(box.height)} px: ${element.outerHTML.slice(0, 120)}`);
      };
      // What a picture leaves behind is not the page's: on a laptop the frame is looked at no second time.
      const faults = phone ? frame() : [];
      const before = worn();
      for (const size of sizes.length ? sizes : [null]) {
        if (size) wear(size);
        const found = sideways();
        if (phone && size === (sizes[0] ?? null)) found.push(...smallTargets());
        faults.push(...found.map((fault) => (size ? `${size}: ${fault}` : fault)));
      }
      wear(before);
      return faults;
    },
    { lang, phone, sizes },
  );
}
