import type { BatchJob } from "medusa-batch-jobs";
import { expect, test } from "vitest";
import { judgeQueue, type Queue } from "../../../src/cli/doctor/queue.js";
import { jobOf } from "./support/job.js";

const NOW = Date.parse("2026-11-26T12:00:00Z");

/** So many seconds ago. */
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

const created = (id: string, seconds: number, more: Partial<BatchJob> = {}) =>
  jobOf({ id, status: "created", created_at: ago(seconds), ...more });

const prepared = (id: string, seconds: number, more: Partial<BatchJob> = {}) =>
  created(id, seconds, { status: "pre_processed", pre_processed_at: ago(seconds - 3), ...more });

const confirmed = (id: string, seconds: number, more: Partial<BatchJob> = {}) =>
  prepared(id, seconds, { status: "confirmed", confirmed_at: ago(seconds - 3), ...more });

const completed = (id: string, seconds: number) =>
  confirmed(id, seconds, { status: "completed", completed_at: ago(seconds - 6) });

const IMPORT = { context: { fileKey: "x.csv" } };

test.each<[string, Partial<Queue>, [boolean, RegExp, RegExp?][]]>([
  ["nothing", {}, [[true, /^No job of yours is active\.$/]]],
  [
    "a job that is new",
    { active: [created("a", 10)] },
    [[true, /^1 job is active, and none is late\.$/]],
  ],
  [
    "a job in progress",
    { active: [confirmed("a", 600)] },
    [[true, /^1 job is active, and none is late\.$/]],
  ],
  [
    "a queue behind a job in progress",
    { active: [created("b", 120), confirmed("a", 600)] },
    [
      [
        true,
        /created and not prepared, the oldest for 2 min: .* b\. It is queued behind a/,
        /wait/,
      ],
    ],
  ],
  [
    "nothing moves any more",
    { active: [created("b", 300), created("a", 600)], recent: [completed("z", 900)] },
    [
      [
        false,
        /^2 jobs are created.* 10 min: .* a\. Nothing was prepared since/,
        /event bus is down/,
      ],
    ],
  ],
  [
    "nothing moves any more, and an import may be why",
    { active: [created("a", 600, IMPORT)] },
    [
      [
        false,
        /Nothing was prepared since/,
        /fileKey is wrong or was used before.*mbj cancel a\n.*restart it/,
      ],
    ],
  ],
  [
    "an import hangs, and the others do not",
    { active: [created("a", 600, IMPORT)], recent: [completed("z", 300)] },
    [[false, /Later ones were prepared/, /fileKey is wrong .*mbj cancel a$/]],
  ],
  [
    "an export hangs, and the others do not",
    { active: [created("a", 7 * 86_400)], recent: [prepared("z", 300)] },
    [[false, /for 7 days: .* Later ones were prepared/, /^Its event was lost.*mbj cancel a$/]],
  ],
  [
    "a job that was prepared just before the other one was due proves nothing",
    { active: [created("a", 100)], recent: [completed("z", 101)] },
    [[false, /Nothing was prepared since/]],
  ],
  [
    "a job that was queued behind a long one until just now",
    {
      active: [created("a", 300)],
      recent: [confirmed("z", 600, { status: "completed", completed_at: ago(1) })],
    },
    [[false, /Nothing was prepared since/]],
  ],
  [
    "a job that was passed over: what was confirmed later is done",
    {
      active: [created("a", 300)],
      recent: [confirmed("z", 600, { confirmed_at: ago(200), completed_at: ago(100) })],
    },
    [[false, /Later ones were prepared/]],
  ],
  [
    "a job of which nothing is seen for hours",
    { active: [confirmed("a", 3 * 3600)] },
    [
      [
        false,
        /^1 job is in progress for longer than an hour, the oldest for 3 h: .* a is confirmed/,
        /mbj cancel a$/,
      ],
    ],
  ],
  [
    "a queue is not excused by a job that is dead",
    { active: [created("b", 120), confirmed("a", 3 * 3600)] },
    [
      [false, /Nothing was prepared since/],
      [false, /in progress for longer than an hour/],
    ],
  ],
  [
    "a job that waits for somebody",
    { active: [prepared("a", 86_400)] },
    [[true, /waits for somebody to confirm it: a\.$/, /mbj confirm a, or mbj cancel a$/]],
  ],
])("of %s", (_, queue, expected) => {
  const findings = judgeQueue({ active: [], recent: [], ...queue }, NOW, "mbj");
  expect(findings).toEqual(
    expected.map(([ok, message, hint]) =>
      expect.objectContaining({
        ok,
        message: expect.stringMatching(message),
        ...(hint && { hint: expect.stringMatching(hint) }),
      }),
    ),
  );
});
