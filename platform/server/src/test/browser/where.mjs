// Unpacks the browser under TMPDIR and prints its path and the folder of the libraries that it brings along.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
console.log(process.env.LD_LIBRARY_PATH ?? "");
console.log(process.env.FONTCONFIG_PATH ?? "");
