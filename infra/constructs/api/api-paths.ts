import { CfnResource } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { ApiIdentity } from '../../api-identity.ts';

/** The addresses of the API: one resource for each segment of a path, made when first asked for. */
export class ApiPaths extends Construct {
  readonly #api: ApiIdentity;
  readonly #resourceIds: Map<string, string>;

  constructor(scope: Construct, id: string, api: ApiIdentity) {
    super(scope, id);
    this.#api = api;
    this.#resourceIds = new Map([['', api.rootResourceId]]);
  }

  /** @param path beginning with a slash: `/api/jobs/{jobId}` */
  resourceIdOf(path: string): string {
    const known = this.#resourceIds.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const resource = new CfnResource(this, path, {
      restApiId: this.#api.restApiId,
      parentId: this.resourceIdOf(path.slice(0, cut)),
      pathPart: path.slice(cut + 1),
    });
    this.#resourceIds.set(path, resource.ref);
    return resource.ref;
  }
}
