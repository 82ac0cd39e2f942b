// Turns style/chibo.scss and wasm-bindgen's output into target/site/pkg: named by the hash of their content, so
// that a browser may keep them for ever, and compressed beforehand (.br, .gz), so that the server never has to.
// Files of style/static/ go to the site's root under their own names. A part whose sources are unchanged is left
// alone. The names stand in target/site/assets.json, and in hash.txt for leptos' own loader.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const site = process.env.CHIBO_SITE_DIR || "target/site";
const pkg = join(site, "pkg");
mkdirSync(pkg, { recursive: true });

const hashOf = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 12);
};
const filesUnder = (dir) =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((entry) => entry.name !== "node_modules")
        .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(dir, entry.name)) : [join(dir, entry.name)]))
        .sort()
    : [];
const hashOfFiles = (files) => hashOf(...files.flatMap((file) => [file, "\0", readFileSync(file)]), readFileSync(".ci/assets.mjs"));
const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const packable = new Set([".css", ".js", ".wasm", ".svg", ".json", ".webmanifest", ".txt", ".html"]);
function put(file, content) {
  content = Buffer.from(content);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  if (!packable.has(extname(file))) return content.length;
  const br = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  return br.length;
}

function css(assets) {
  const files = filesUnder("style").filter((file) => !file.endsWith(".md"));
  const source = hashOfFiles(files);
  if (assets.sources?.css === source && assets.css && existsSync(join(site, assets.css))) return;
  const started = Date.now();
  const out = execFileSync(
    process.execPath,
    ["style/node_modules/sass/sass.js", "--style=compressed", "--no-source-map", "--quiet-deps", "--load-path=style/node_modules", "--load-path=style/node_modules/govuk-frontend/dist", "--pkg-importer=node", "style/chibo.scss"],
    { maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] },
  );
  assets.css = `/pkg/chibo.${hashOf(out)}.css`;
  const size = put(join(site, assets.css), out);
  for (const file of filesUnder("style/static")) put(join(site, relative("style/static", file)), readFileSync(file));
  assets.sources = { ...assets.sources, css: source };
  console.log(`css: ${kB(size)} compressed, ${Date.now() - started} ms`);
}

function wasm(assets) {
  const from = "target/bindgen";
  const source = hashOfFiles(filesUnder(from).filter((file) => !file.endsWith(".done")));
  if (assets.sources?.wasm === source && assets.wasm && existsSync(join(site, assets.wasm))) return;
  const started = Date.now();
  const small = join(from, "..", "chibo.opt.wasm");
  // Only what every browser has known since 2021, so that the optimiser brings in nothing newer.
  const features = ["bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];
  execFileSync(
    process.execPath,
    ["style/node_modules/binaryen/bin/wasm-opt", "-Oz", ...features.map((f) => `--enable-${f}`), join(from, "chibo_bg.wasm"), "-o", small],
    { stdio: "inherit" },
  );
  const binary = readFileSync(small);
  assets.wasm = `/pkg/chibo.${hashOf(binary)}.wasm`;
  const glue = readFileSync(join(from, "chibo.js"), "utf8").replaceAll("chibo_bg.wasm", assets.wasm.split("/").pop());
  assets.js = `/pkg/chibo.${hashOf(glue)}.js`;
  const sizes = [put(join(site, assets.wasm), binary), put(join(site, assets.js), glue)];
  rmSync(join(pkg, "snippets"), { recursive: true, force: true });
  for (const file of filesUnder(join(from, "snippets"))) sizes.push(put(join(pkg, relative(from, file)), readFileSync(file)));
  // The budget counts all of it: what a phone must load before an island wakes.
  assets.wasm_bytes = sizes.reduce((a, b) => a + b);
  assets.sources = { ...assets.sources, wasm: source };
  console.log(`wasm: ${kB(assets.wasm_bytes)} compressed with its glue, ${Date.now() - started} ms`);
}

const file = join(site, "assets.json");
const assets = readJson(file);
const before = JSON.stringify(assets);
for (const part of process.argv.slice(2)) {
  try {
    ({ css, wasm })[part](assets);
  } catch (error) {
    // Sass and wasm-opt have said on the screen what is wrong.
    if (!error.status) throw error;
    process.exit(1);
  }
}
if (JSON.stringify(assets) !== before) {
  writeFileSync(file, JSON.stringify(assets, null, 2) + "\n");
  const hash = (name) => name?.split(".").at(-2) ?? "";
  writeFileSync(join(site, "hash.txt"), `js: ${hash(assets.js)}\nwasm: ${hash(assets.wasm)}\ncss: ${hash(assets.css)}\n`);
  const current = new Set([assets.css, assets.js, assets.wasm].filter(Boolean).flatMap((name) => ["", ".br", ".gz"].map((end) => name.split("/").pop() + end)));
  for (const entry of readdirSync(pkg, { withFileTypes: true }))
    if (entry.isFile() && !current.has(entry.name)) rmSync(join(pkg, entry.name));
}
