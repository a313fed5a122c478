import { describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import { describeCommandFailure } from '../../../functions/commands/describe-command-failure.ts';

const refusedConnection = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:8000'), {
  code: 'ECONNREFUSED',
  $metadata: { attempts: 3 },
});
const noTable = Object.assign(new Error('Cannot do operations on a non-existent table'), {
  name: 'ResourceNotFoundException',
  $metadata: { httpStatusCode: 400 },
  $response: {},
});
const local = { TABLE_NAME: 'tokens', DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000' };

describe('a command that could not do its work', () => {
  it('says how to start the product, where no table is named', () => {
    expect(describeCommandFailure(new Error('TABLE_NAME'), {})).toMatch(
      /does not run on this machine.*npm start.*TABLE_NAME and AWS_REGION/,
    );
  });

  it.each([
    ['a refused connection', refusedConnection],
    ['one that the ledger met', new AppError('ledger_unavailable', { cause: refusedConnection })],
  ])('says that a local database runs only with the product, after %s', (_, error) => {
    const text = describeCommandFailure(error, local);
    expect(text).toContain('http://127.0.0.1:8000 does not answer');
    expect(text).toContain('npm start');
  });

  it('says what the database answered', () => {
    const text = describeCommandFailure(noTable, local);
    expect(text).toBe(
      'The table tokens cannot be read. ResourceNotFoundException: ' +
        'Cannot do operations on a non-existent table',
    );
  });

  it('says what is wrong on the way to AWS, and nothing of npm start', () => {
    const text = describeCommandFailure(refusedConnection, { TABLE_NAME: 'tokens' });
    expect(text).toContain('ECONNREFUSED');
    expect(text).not.toContain('npm start');
  });
});
