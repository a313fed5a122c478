import { randomUUID } from 'node:crypto';
import { DataTypes, Sequelize } from 'sequelize';
import { limits } from '../../../shared/limits.ts';
import type { SqlServer } from '../sql/sql-engine.ts';
import { type Contestant, contestantNames } from './contestant.ts';

export interface SequelizeContestant extends AsyncDisposable {
  readonly contestant: Contestant;
}

/**
 * The row lock as an application writes it that keeps its balances in PostgreSQL with an ORM: lock
 * the row, subtract, save, add a transaction. No idempotency, holds or hash chain.
 *
 * @param server a running PostgreSQL
 */
export async function createSequelizeContestant(
  { host, port, user, database }: SqlServer,
  engine: string,
  connectionCount: number,
  accountCount: number,
): Promise<SequelizeContestant> {
  const sequelize = new Sequelize(database, user, '', {
    host,
    port,
    dialect: 'postgres',
    logging: false,
    pool: { max: connectionCount, min: 0, acquire: 60_000 },
  });
  const Account = sequelize.define('orm_account', {
    id: { type: DataTypes.STRING, primaryKey: true },
    available: { type: DataTypes.BIGINT, allowNull: false },
    used: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
  });
  const Transaction = sequelize.define('orm_transaction', {
    accountId: { type: DataTypes.STRING, allowNull: false },
    service: { type: DataTypes.STRING, allowNull: false },
    tokens: { type: DataTypes.INTEGER, allowNull: false },
    balanceAfter: { type: DataTypes.BIGINT, allowNull: false },
    metadata: { type: DataTypes.JSONB, allowNull: false },
  });
  await sequelize.sync();
  const ids = Array.from({ length: accountCount }, () => `acc_${randomUUID()}`);
  await Account.bulkCreate(ids.map((id) => ({ id, available: limits.balanceTokens })));

  const operation = (index: number) =>
    sequelize.transaction(async (transaction) => {
      const lock = transaction.LOCK.UPDATE;
      const account = await Account.findByPk(ids[index], { transaction, lock });
      if (account === null) throw new Error('there is no such account');
      const available = Number(account.get('available')) - 1;
      if (available < 0) throw new Error('the account is empty');
      const used = Number(account.get('used')) + 1;
      await account.update({ available, used }, { transaction });
      await Transaction.create(
        {
          accountId: ids[index],
          service: 'ai_chat_message',
          tokens: -1,
          balanceAfter: available,
          metadata: { messageId: randomUUID() },
        },
        { transaction },
      );
    });
  return {
    contestant: { name: contestantNames.orm, engine, operation },
    [Symbol.asyncDispose]: () => sequelize.close(),
  };
}
