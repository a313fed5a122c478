/** A change of the ledger's source that the simulation must notice. */
export interface PlantedBug {
  readonly name: string;
  readonly edits: readonly PlantedEdit[];
}

export interface PlantedEdit {
  /** From the root of the project. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

const bug = (name: string, file: string, find: string, replace: string): PlantedBug => ({
  name,
  edits: [{ file: `functions/ledger/${file}`, find, replace }],
});

/** Mistakes that somebody could make in the ledger; most have been made in some ledger. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'writes over a state that has moved on',
    edits: [
      {
        file: 'functions/ledger/commit/table-items.ts',
        find: "'#version = :found AND attribute_type(available, :number)'",
        replace:
          "'attribute_exists(#version) AND :found = :found AND attribute_type(available, :number)'",
      },
      {
        file: 'functions/ledger/commit/table-items.ts',
        find: 'putIfAbsent(TableName, entryItem(entry))',
        replace: '({ Put: { TableName, Item: entryItem(entry) } })',
      },
    ],
  },
  bug(
    'settles a hold that another has settled meanwhile',
    'commit/table-items.ts',
    ': `#${name} = :found_${name}`',
    ': `(#${name} = :found_${name} OR attribute_exists(#${name}))`',
  ),
  bug(
    'keeps the rest of a hold that was captured in part',
    'decide/give-back.ts',
    'const tokens = settled.tokens - (settled.capturedTokens ?? 0);\n  const content',
    'const tokens = settled.capturedTokens ? 0 : settled.tokens;\n  const content',
  ),
  bug(
    'repeats an answer with the balance of later',
    'decide/decide-spend.ts',
    'balanceAfter: charge.balanceAfter,\n  status',
    'balanceAfter: charge.settledBalanceAfter ?? charge.balanceAfter,\n  status',
  ),
  bug(
    'grants a month twice',
    'decide/start-period.ts',
    'return appendEntry(moved, grant, at);',
    'return appendEntry(appendEntry(moved, grant, at), grant, at);',
  ),
  bug(
    'lets the old month end under a larger plan',
    'decide/decide-plan.ts',
    'const started = { anchor: known.now, number: 0 };',
    'const started = draft.state.period;',
  ),
  bug(
    'counts use on over months',
    'decide/start-period.ts',
    'usedThisPeriod: 0,',
    'usedThisPeriod: expired.state.usedThisPeriod,',
  ),
  bug('rolls everything over', 'decide/start-period.ts', 'Math.min(left, cap)', 'left'),
  bug(
    'lets tokens outlive their end',
    'decide/settle-due.ts',
    'bucket.expiresAt <= now && bucket.expiresAt <= end',
    "bucket.expiresAt < ''",
  ),
  {
    name: 'rounds prices down',
    edits: [
      {
        file: 'shared/price-book.ts',
        find: 'Math.ceil((quantity * tokens) / perQuantity)',
        replace: 'Math.floor((quantity * tokens) / perQuantity)',
      },
    ],
  },
  bug(
    'forgets which grants were made',
    'decide/command-record.ts',
    'if (keyHash === undefined) return undefined;',
    "if (keyHash === undefined || command.kind === 'grant') return undefined;",
  ),
  bug(
    'captures a hold that was given back',
    'decide/decide-capture.ts',
    "if (hold.status === 'open') return kept",
    "if (hold.status !== 'captured') return kept",
  ),
  bug(
    'collects a late capture for nothing',
    'decide/decide-capture.ts',
    'tokens: isCovered ? -kept : 0,',
    'tokens: 0,',
  ),
  bug(
    'gives more back than was paid',
    'decide/decide-refund.ts',
    'if (tokens > left || left === 0)',
    'if (left < 0)',
  ),
  bug(
    'spends what was bought before what expires',
    'account/buckets.ts',
    'bucketKinds.indexOf(left.kind) - bucketKinds.indexOf(right.kind)',
    'bucketKinds.indexOf(right.kind) - bucketKinds.indexOf(left.kind)',
  ),
  bug(
    'gives a part back to the bucket that was emptied first',
    'account/buckets.ts',
    'return slices.toReversed().flatMap',
    'return slices.flatMap',
  ),
  bug(
    'takes what it remembers for the truth before it refuses',
    'commit/check-refusals.ts',
    'return hasKey && (known.isFromMemory || task.checkedAgainst !== known.stored);',
    'return hasKey && task.checkedAgainst !== task.checkedAgainst;',
  ),
  bug(
    'refuses while overdue holds still bind tokens',
    'commit/check-refusals.ts',
    '.filter((charge) => isOverdue(charge, now))',
    '.filter(() => false)',
  ),
  bug(
    'takes a hold away before its deadline',
    'decide/decide-release.ts',
    "command.kind === 'expire' && !isOverdue(hold, known.now)",
    'false',
  ),
  bug(
    'carries out another request under a key that is known',
    'decide/decide-spend.ts',
    "if (known.charge.fingerprint !== fingerprintOf(command)) return refuse('idempotency_key_reused');",
    '',
  ),
  bug(
    'charges a frozen account',
    'decide/decide-spend.ts',
    'if (frozen === undefined && tokens <= available)',
    'if (tokens <= available)',
  ),
  bug(
    'spends a little more than there is',
    'decide/decide-spend.ts',
    'frozen === undefined && tokens <= available',
    'frozen === undefined && tokens <= available + 2',
  ),
  bug(
    'gives every command of a group the first answer',
    'commit/run-group.ts',
    'task.answer(decision.answer);',
    'task.answer(outcomes[0].decision.answer ?? decision.answer);',
  ),
  bug(
    'takes a cut connection for a commit',
    'commit/run-group.ts',
    "if (outcome.kind === 'written') {",
    "if (outcome.kind === 'written' || outcome.kind === 'ambiguous') {",
  ),
  bug(
    'does not carry the hash of the entry before',
    'account/draft.ts',
    'previousHash: state.lastHash,',
    'previousHash: state.lastHash && state.openedAt,',
  ),
  bug(
    'announces a low balance with every charge',
    'account/draft.ts',
    'return isRearmed || isWorse ? level : alertedLevel;',
    'return level;',
  ),
  bug(
    'lets entries go back in time with a clock',
    'account/draft.ts',
    'createdAt: now > state.updatedAt ? now : state.updatedAt,',
    'createdAt: now,',
  ),
];
