// Runs the demo and keeps it up to date: a changed style runs Sass, changed Rust runs cargo, a changed view or island
// builds the WASM too; then the server starts anew. It looks at the files' times twice a second, which needs no
// tool and misses nothing. A build that fails leaves the running server alone.
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
process.env.CARGO_TARGET_DIR = join(process.cwd(), "target");
process.env.CHIBO_SITE_DIR ||= join(process.cwd(), "target/site");

const roots = ["app", "server", "migrations", "style", "Cargo.toml", "Cargo.lock"];
function scan(path, found = new Map()) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    for (const name of readdirSync(path)) if (name !== "node_modules" && !name.startsWith(".")) scan(join(path, name), found);
  } else if (stat) found.set(path, stat.mtimeMs);
  return found;
}
const look = () => roots.reduce((found, root) => scan(root, found), new Map());

const isStyle = (path) => path.startsWith("style/");
// What the client is made of: views, islands and the rules they share with the server.
const isClient = (path) => (path.startsWith("app/") && !path.startsWith("app/text/")) || path.startsWith("server/domain/src/") || path.startsWith("Cargo.");

function step(name, command, args) {
  const started = Date.now();
  const ok = spawnSync(command, args, { stdio: "inherit" }).status === 0;
  console.log(`== ${name}: ${ok ? "done" : "FAILED"}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return ok;
}

let server;
async function restart() {
  if (server?.exitCode === null) {
    const gone = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    // Open live connections must not hold a developer up.
    const impatience = setTimeout(() => server.kill("SIGKILL"), 2000);
    await gone;
    clearTimeout(impatience);
  }
  server = spawn("target/debug/chibo", ["serve", "--demo", ...process.argv.slice(2)], { stdio: "inherit" });
}
process.on("exit", () => server?.kill("SIGTERM"));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(0));

async function build(changed) {
  let ok = true;
  const rust = changed.filter((path) => !isStyle(path));
  if (changed.some(isStyle)) ok = step("style", ".ci/site.sh", ["css"]);
  if (rust.length) ok = step("server", "cargo", ["build", "--bin", "chibo"]) && ok;
  if (ok && rust.length) await restart();
  if (rust.some(isClient)) ok = step("islands", ".ci/site.sh", ["wasm"]) && ok;
  // The names of the new files are read at start.
  if (ok && (changed.some(isStyle) || rust.some(isClient))) await restart();
}

let before = look();
await build([...before.keys()]);
console.log("== watching");
for (;;) {
  await new Promise((done) => setTimeout(done, 500));
  const now = look();
  const changed = [...now.keys()].filter((path) => now.get(path) !== before.get(path)).concat([...before.keys()].filter((path) => !now.has(path)));
  before = now;
  if (changed.length) {
    console.log(`== changed: ${changed.slice(0, 3).join(", ")}${changed.length > 3 ? ", …" : ""}`);
    await build(changed);
  }
}
