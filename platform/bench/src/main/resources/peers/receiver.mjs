// The receiver of every measured delivery: counts, checks each signature, answers 200. Prints its port. "/secret/<s>" names the secret
// and begins a new count, "/stats" tells the count and the span between the first and the last arrival in milliseconds.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";

let secret = "";
let received = 0;
let unsigned = 0;
let first = 0;
let last = 0;

const server = createServer((request, response) => {
  if (request.url === "/stats") {
    response.end(JSON.stringify({ received, unsigned, millis: last - first }));
    return;
  }
  if (request.url.startsWith("/secret/")) {
    secret = request.url.slice("/secret/".length);
    first = 0;
    received = 0;
    unsigned = 0;
    response.end("{}");
    return;
  }
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const header = String(request.headers["x-webhook-signature"] ?? "");
    const timestamp = header.slice(2, header.indexOf(","));
    const mac = createHmac("sha256", secret).update(timestamp).update(".").update(Buffer.concat(chunks)).digest("hex");
    if (header.includes(mac)) received++;
    else unsigned++;
    first ||= performance.timeOrigin + performance.now();
    last = performance.timeOrigin + performance.now();
    response.end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
