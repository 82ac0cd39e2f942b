// Prints "PASSED FAILED", read off the log of a test run: cargo-nextest, cargo test, node's runner, or a plain
// "N passed, N failed". A run that broke off before its closing line counts as none.
import { readFileSync } from "node:fs";

const log = readFileSync(process.argv[2], "utf8").replace(/\x1b\[[0-9;]*m/g, "");
const sum = (pattern) => [...log.matchAll(pattern)].reduce((all, match) => all + Number(match[1]), 0);
let passed, failed;
const nextest = log.match(/^\s*Summary \[.*?\] *(?:\d+\/)?(\d+) tests? run: (\d+) passed/m);
if (nextest) {
  passed = Number(nextest[2]);
  failed = Number(nextest[1]) - passed;
} else if (/^browser: \d+ passed, \d+ failed/m.test(log)) {
  passed = sum(/^browser: (\d+) passed/gm);
  failed = sum(/^browser: \d+ passed, (\d+) failed/gm);
} else {
  passed = sum(/^test result: .*? (\d+) passed/gm) + sum(/^(?:ℹ|#) pass (\d+)$/gm);
  failed = sum(/^test result: .*? (\d+) failed/gm) + sum(/^(?:ℹ|#) (?:fail|cancelled) (\d+)$/gm);
}
console.log(passed, failed);
