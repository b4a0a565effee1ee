// graphile-worker delivering webhooks: one job, one signed POST over a keep-alive agent. Settings come from the command line so that
// its default and its best setting are the same program. Ends when the queue is empty.
import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { run, runMigrations } from "graphile-worker";

const [connectionString, port, secret, mode, jobs] = process.argv.slice(2);
if (mode === "migrate") {
  await runMigrations({ connectionString });
  process.exit(0);
}
const best = mode === "best";
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function post(body) {
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: "127.0.0.1",
        port,
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-webhook-signature": `t=${timestamp},v1=${signature}`,
        },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () => (answer.statusCode === 200 ? resolve() : reject(new Error(String(answer.statusCode)))));
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

// The default is the library's own; the best is what its guide on performance turns up: a local queue, batched completions, more jobs.
const settings = best
  ? { concurrentJobs: 48, maxPoolSize: 50, localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }
  : {};
let left = Number(jobs);
let started;
const runner = await run({
  preset: { worker: { connectionString, ...settings } },
  noHandleSignals: true,
  taskList: {
    deliver: async (payload) => {
      started ??= performance.now();
      await post(payload.body);
      if (--left === 0) {
        console.log(JSON.stringify({ jobs: Number(jobs), seconds: (performance.now() - started) / 1000 }));
        setTimeout(() => runner.stop().then(() => process.exit(0)), 50);
      }
    },
  },
});
