import { Duration } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** So long can events be sent again to a rule that was broken, or came later. */
const archiveRetention = Duration.days(30);

/** Where the ledger's events are published. Only this account may publish here or make rules. */
export class ProductEventBus extends EventBus {
  constructor(scope: Construct, id: string, busName: string) {
    super(scope, id, {
      eventBusName: busName,
      description: 'What the ledger of Metered Copilot has committed.',
    });
    this.archive('Archive', {
      archiveName: busName,
      description: 'All events of the bus, to be sent again.',
      // The bus has no other sources; an archive needs a pattern that says so.
      eventPattern: { source: ['metered-copilot'] },
      retention: archiveRetention,
    });
  }

  /** Lets the function publish, and tells it where. */
  grantPublish(publisher: Function, variable: string): void {
    this.grantPutEventsTo(publisher);
    publisher.addEnvironment(variable, this.eventBusName);
  }
}
