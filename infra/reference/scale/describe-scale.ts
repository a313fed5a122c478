import { functionMemoryMegabytes } from '../../function-memory.ts';
import { formatTable } from '../format-table.ts';
import { awsLimits, sources } from './aws-limits.ts';
import { ledgerFootprint } from './ledger-footprint.ts';
import {
  accountWalls,
  assumptions,
  chargeWritesInGroup,
  millionTurnsCost,
  regionWalls,
  tableWalls,
  turnBytes,
  type Wall,
} from './scale-model.ts';

const mostInOneCommit = ledgerFootprint.groupCount;

const count = (value: number): string =>
  Number.isFinite(value) ? value.toLocaleString('en-GB') : 'none';
const usd = (value: number): string => `$${value.toFixed(2)}`;

/** The page about what the product can carry and what that costs, as Markdown. */
export const describeScale = (): string =>
  [
    preface(),
    describeAccount(),
    describeTable(),
    describeRegion(),
    describeCost(),
    comparison,
    list(),
  ]
    .join('\n\n')
    .concat('\n');

const preface = (): string => `# How far it scales

Reckoned, not measured on AWS: from the write units that the ledger is counted to take and from the
limits and prices that AWS publishes (November 2026, us-east-1, default quotas). What was measured
on one machine stands in [benchmarks](benchmarks.md).

Generated from \`infra/reference/scale/\` by \`npm run reference\`. A test counts the units from the
requests that the ledger sends, and fails when this page reckons with others.

${formatTable(
  ['Command', 'Units of the table:', 'Of indexes:', 'Together:', 'Reads, warm:'],
  Object.entries({
    'charge at once': ledgerFootprint.charge,
    'turn: hold, then capture in full': ledgerFootprint.turn,
  }).map(([name, { tableWrites, indexWrites, reads }]) =>
    [name, tableWrites, indexWrites, tableWrites + indexWrites, reads].map(String),
  ),
)}

Table and indexes are limited apart: an index has partitions of its own. Of ${mostInOneCommit} charges in one
commit, each takes ${chargeWritesInGroup(mostInOneCommit).toFixed(2)} units of the table, as they share one write of the state.`;

function describeAccount(): string {
  const single = accountWalls(1);
  const grouped = accountWalls(mostInOneCommit);
  const row = (title: string, key: keyof typeof single): string[] => [
    title,
    ...[single[key].charges, grouped[key].charges, single[key].turns, grouped[key].turns].map(
      count,
    ),
  ];
  return `## One account

An account is one chain of entries, so its commits come one after the other. Most a second:

${formatTable(
  [
    'Wall',
    'Charges:',
    `${mostInOneCommit} to a commit:`,
    'Turns:',
    `${mostInOneCommit} to a commit:`,
  ],
  [
    row(`a commit takes ${awsLimits.transactionMs} ms`, 'oneAfterTheOther'),
    row(`all its items in one partition`, 'onePartition'),
    row('its entries in one partition', 'entries'),
    row('its state in one partition', 'state'),
  ],
)}

- **The first wall is time**: one by one, about ${count(single.oneAfterTheOther.charges)} charges a second, whichever process
  sends them. What moves it is committing together. That happens by itself in one process, so a busy
  account's events should come in batches, or through a queue that keeps an account's events
  together. (The ${awsLimits.transactionMs} ms are those of five items; a full group is longer, so its figure is a bound.)
- **Then the partition**: ${count(awsLimits.partitionWriteUnitsPerSecond)} units a second, so ${count(grouped.onePartition.charges)} charges in full groups. DynamoDB may
  split a busy account's items by their sort keys (no local index forbids it), which puts state,
  entries and charges on partitions of their own. It does so after minutes of load, and promises
  nothing.
- **The last wall is the entries**: their keys only ever grow, so splitting does not spread them,
  and ${count(grouped.entries.charges)} a second stays the end for one account. Beyond that a customer needs several accounts.

A chat user sends a message every few seconds. These walls are for machines that charge.`;
}

function describeTable(): string {
  const walls = tableWalls();
  const row = (title: string, { charges, turns }: Wall): string[] => [
    title,
    count(charges),
    count(turns),
  ];
  return `## One table

Many accounts, none of them busy, so nothing is committed together. Most a second:

${formatTable(
  ['Wall', 'Charges:', 'Turns:'],
  [
    row('a new on-demand table, at once', walls.newTable),
    row(
      `index of newest entries, ${ledgerFootprint.recentShardCount} shards a day`,
      walls.recentIndex,
    ),
    row('default quota of a table', walls.quota),
    row(`index of deadlines, ${ledgerFootprint.dueShardCount} shards`, walls.dueIndex),
  ],
)}

- **The first wall is warming up.** A new table takes ${count(awsLimits.newTableWriteUnitsPerSecond)} write units a second, and twice its
  last peak after that. What moves it: setting its warm throughput before a known peak.
- **Then the index of newest entries.** An index that cannot follow makes DynamoDB refuse writes to
  the table. Its keys grow with time, so a busy shard cannot be split usefully. What moves it:
  \`recentShardCount\` in \`functions/store/keys.ts\`; whoever reads "everybody's newest" then asks more
  shards. The shard comes from the account's id, so one very busy account fills one shard alone.
- **Then the quota**, which AWS raises on request. Past any quota, accounts can be spread over
  several tables, as no command touches two accounts.`;
}

function describeRegion(): string {
  const { lambda, api } = regionWalls();
  return `## One Region

${formatTable(
  ['Wall', 'Charges:', 'Turns:'],
  [
    [
      `${count(awsLimits.lambdaConcurrency)} Lambda invocations at once`,
      count(lambda.charges),
      count(lambda.turns),
    ],
    [
      `${count(awsLimits.apiRequestsPerSecond)} API requests a second`,
      count(api.charges),
      count(api.turns),
    ],
  ],
)}

**For chat this is the first wall of all, long before the ledger**: a turn occupies a function while
the model writes, so the default concurrency ends at ${count(lambda.turns)} turns a second. What moves it is a quota
request. The model's own quotas come on top and differ by model and account. Assumed here:
${assumptions.turnSeconds} s and ${assumptions.requestsPerTurn} requests for a turn, ${assumptions.chargeRequestSeconds} s for a charge by API.`;
}

function describeCost(): string {
  const cost = millionTurnsCost();
  const { table, index } = turnBytes();
  return `## What a million turns cost

${formatTable(
  ['What', 'US dollars:'],
  [
    ['ledger, writes', usd(cost.writes)],
    ['ledger, reads', usd(cost.reads)],
    ['counting the requests of each caller', usd(cost.callerCounts)],
    ['ledger, storage with point-in-time recovery, a year', usd(cost.storagePerYear)],
    [
      `Lambda, ${assumptions.turnSeconds} s at ${functionMemoryMegabytes('chat')} MB (assumed), and the authorizer`,
      usd(cost.lambda),
    ],
    [`API Gateway, ${assumptions.requestsPerTurn} requests to a turn (assumed)`, usd(cost.api)],
  ],
)}

A turn leaves ${count(table + index)} bytes in the ledger for good. Not in here: the stored conversation, the
event stream, logs, data transfer, and the model, which usually costs more than all of this. Free
charges write entries too. A process that has not met the account reads its state first: one read
unit more.`;
}

const comparison = `## Beside PostgreSQL

On one machine PostgreSQL takes tokens faster and cheaper than any of this for many accounts at
once: a local commit takes a fraction of a millisecond, where a transaction of DynamoDB takes tens.
For steady traffic on a server that is there anyway, that is the better bargain. What it does not
give by itself: no server to size, patch or fail over; three copies before a commit is answered;
and nothing to pay while nobody chats. Its own first wall is one primary's disk and processors for
all accounts together; here accounts do not share anything. A row lock makes one account's charges
wait for each other as the chain does here, and a group commit helps there as well: it is a matter
of how the code is written, not of the database.`;

const list = (): string =>
  ['## Sources', sources.map(([what, address]) => `- ${what}: <${address}>`).join('\n')].join(
    '\n\n',
  );
