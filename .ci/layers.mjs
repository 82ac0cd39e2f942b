// Proves the table "who may know whom" of ARCHITECTURE.md: what a crate names in its Cargo.toml, and what arrives through
// others. Proves that no server crate is in the WASM, and that the two tags that leptos does not escape stand in
// one component each.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const cargo = (...args) => execFileSync("cargo", args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });

const RUNTIMES = ["tokio", "async-std", "smol", "async-executor"];
const DATABASE = ["sea-orm", "sea-orm-migration", "sea-query", "sqlx", "sqlx-core"];
const WEB = ["axum", "hyper", "tower-http", "leptos_axum"];
const PAGES = ["leptos", "leptos_router"];
const SERVER_ONLY = ["store", "services", "print", "migrations", "server"];

// own: crates of this workspace that it may name; only: all others that it may name (where that is a closed list);
// never: what must not be in its tree at all, by whatever way; features: how it is built where it counts.
const LAYERS = {
  domain: {
    own: [],
    only: ["serde", "uuid", "chrono", "thiserror", "async-trait", "bytes", "futures-core", "unicode-normalization", "sha2"],
    never: [...RUNTIMES, ...DATABASE, ...WEB, ...PAGES],
  },
  text: { own: ["domain"], never: [...RUNTIMES, ...DATABASE, ...WEB, ...PAGES] },
  migrations: { own: [], never: [...WEB, ...PAGES] },
  store: { own: ["domain", "migrations"], never: ["services", "app", "text", "print", ...WEB.filter((name) => name !== "hyper"), ...PAGES] },
  print: { own: ["domain", "text"], never: ["store", "services", "app", ...DATABASE, ...WEB, ...PAGES] },
  services: { own: ["domain", "text", "store", "print"], never: ["app", "axum", "leptos_axum", ...PAGES] },
  demo: { own: ["domain"], never: [...RUNTIMES, ...DATABASE, ...WEB, ...PAGES] },
  app: { own: ["domain", "text"], features: ["ssr"], never: [...SERVER_ONLY, ...DATABASE, ...WEB] },
  client: { own: ["app"], target: "wasm32-unknown-unknown", never: ["text", ...SERVER_ONLY, ...RUNTIMES, ...DATABASE, ...WEB] },
};
// At the edge: they may use everything.
const EDGE = ["server", "bench"];

const faults = [];
const metadata = JSON.parse(cargo("metadata", "--format-version", "1", "--no-deps"));
const own = new Set(metadata.packages.map((pkg) => pkg.name));
for (const pkg of metadata.packages) {
  if (EDGE.includes(pkg.name)) continue;
  const rule = LAYERS[pkg.name];
  if (!rule) {
    faults.push(`${pkg.name}: a crate without a place in the table; give it one in .ci/layers.mjs`);
    continue;
  }
  const named = pkg.dependencies.filter((dep) => dep.kind === null).map((dep) => dep.name);
  for (const name of named) {
    if (own.has(name) && !rule.own.includes(name)) faults.push(`${pkg.name} may not use the crate ${name}`);
    if (!own.has(name) && rule.only && !rule.only.includes(name)) faults.push(`${pkg.name} may not use ${name}: it is no rule without I/O`);
  }
  const args = ["tree", "-p", pkg.name, "-e", "normal", "--prefix", "none", "--format", "{lib}\t{p}"];
  if (rule.features) args.push("--features", rule.features.join(","));
  if (rule.target) args.push("--target", rule.target);
  const tree = new Set(cargo(...args).split("\n").map((line) => line.split("\t").pop().split(" ")[0]));
  for (const name of rule.never) if (tree.has(name)) faults.push(`${pkg.name} reaches ${name}: cargo tree -p ${pkg.name} -e normal -i ${name}`);
}
if (metadata.workspace_default_members?.some((id) => /[/#]client[#@]/.test(id))) faults.push("client must not be a default member: its features would join the server's");

const filesUnder = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesUnder(join(dir, entry.name)) : entry.name.endsWith(".rs") ? [join(dir, entry.name)] : []));
for (const tag of ["textarea", "noscript"]) {
  const raw = new RegExp(`<${tag}[\\s>/]|\\b${tag}\\(\\)`);
  const files = [];
  for (const file of filesUnder("app")) {
    readFileSync(file, "utf8").split("\n").forEach((line, index) => {
      if (!raw.test(line.replace(/^\s*\/\/.*/, ""))) return;
      if (!file.startsWith(join("app", "src", "ui") + "/")) faults.push(`${file}:${index + 1}: <${tag}> is not escaped by leptos; use the component of app/src/ui`);
      else if (!files.includes(file)) files.push(file);
    });
  }
  if (files.length > 1) faults.push(`<${tag}> stands in ${files.join(" and ")}: one component is enough`);
}

// The brand of a transaction is worth something only if nobody else makes one: the runner, and the one that casts in
// batches.
const RUNNER = "server/services/src/run.rs";
const MAKERS = { "Tx::begin(": [RUNNER, "server/services/src/voting/casting.rs"], "Scope::open(": ["server/store/src/tx.rs"], "store::facts(": [RUNNER] };
for (const file of filesUnder("server")) {
  readFileSync(file, "utf8").split("\n").forEach((line, index) => {
    for (const [call, makers] of Object.entries(MAKERS))
      if (line.replace(/\/\/.*/, "").includes(call) && !makers.includes(file) && !file.includes("/tests/")) faults.push(`${file}:${index + 1}: ${call}) is for ${makers.join(" and ")} alone`);
  });
}

for (const fault of faults) console.error(`layers: ${fault}`);
console.log(`layers: ${metadata.packages.length} crates, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
