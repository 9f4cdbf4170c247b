// Bundles the browser part with esbuild, cuts the sprite of the icons in use and compresses what is served.
import { build } from "esbuild";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = "../src/sikao/interfaces/web/static/app";
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

await build({
  entryPoints: {
    app: "src/app.js",
    charts: "src/charts.js",
    theme: "src/theme.js",
    style: "src/style.css",
  },
  outdir: out,
  bundle: true,
  minify: true,
  target: "es2020",
  format: "iife",
  legalComments: "linked",
  logLevel: "warning",
});

const names = readFileSync("src/icons.txt", "utf8").split(/\s+/).filter(Boolean);
const symbols = names.map((name) => {
  const svg = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
  const drawing = svg
    .replace(/<!--[\s\S]*?-->/, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${drawing}</symbol>`;
});
writeFileSync(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);

// The licences of what is bundled travel with the bundle.
const bundled = ["@tabler/icons", "echarts", "zrender", "htmx.org"];
const licences = bundled.map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, "utf8") : "";
  return `${name} ${version} (${license})\n\n${text}`;
});
writeFileSync(`${out}/LICENCES.txt`, licences.join("\n----\n\n"));

for (const name of readdirSync(out).filter((entry) => /\.(js|css|svg)$/.test(entry))) {
  writeFileSync(`${out}/${name}.gz`, gzipSync(readFileSync(`${out}/${name}`), { level: 9 }));
}
