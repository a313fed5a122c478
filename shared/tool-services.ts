import type { ServiceId } from './price-book.ts';

/** MCP servers that are part of the product. */
export const builtinServerIds = ['crm', 'outreach'] as const;
export type BuiltinServerId = (typeof builtinServerIds)[number];

/** A tool that is a service; sold in lots, it says how many units one call asks for. */
export interface PricedTool {
  readonly service: ServiceId;
  /** The argument that holds the number of units; null: one unit a call. */
  readonly quantityArgument: string | null;
  /** Says before the hold whether it would be refused. */
  readonly isPrechecked?: true;
}

const perCall = (service: ServiceId): PricedTool => ({ service, quantityArgument: null });

/**
 * Which service each tool is. This is the only place that says so. Every tool of a built-in
 * server must stand here, if only as `free`: an unlisted one is refused.
 */
export const toolServices: Readonly<
  Record<BuiltinServerId, Readonly<Record<string, PricedTool | 'free'>>>
> = {
  crm: {
    'contacts_create-contact': perCall('contact_create'),
    'contacts_get-contact': 'free',
    'contacts_get-contacts': 'free',
    'contacts_update-contact': 'free',
    'contacts_upsert-contact': perCall('contact_create'),
    'contacts_delete-contact': 'free',
    'contacts_add-tags': 'free',
    'contacts_remove-tags': 'free',
    'contacts_create-note': 'free',
    'contacts_get-notes': 'free',
    'contacts_create-task': 'free',
    'contacts_complete-task': 'free',
    'contacts_get-all-tasks': 'free',
    'opportunities_search-opportunity': 'free',
    'opportunities_get-opportunity': 'free',
    'opportunities_get-pipelines': 'free',
    'opportunities_create-opportunity': 'free',
    'opportunities_update-opportunity': 'free',
  },
  outreach: {
    outbound_call: { ...perCall('outbound_call'), isPrechecked: true },
    get_call: 'free',
    'do-not-call_add-number': 'free',
    'do-not-call_get-numbers': 'free',
    collect_businesses: {
      service: 'business_collector',
      quantityArgument: 'count',
      isPrechecked: true,
    },
    get_job: 'free',
    list_jobs: 'free',
    cancel_job: 'free',
    publish_post: { ...perCall('social_post'), isPrechecked: true },
    schedule_post: { ...perCall('social_post'), isPrechecked: true },
    write_post: perCall('post_text'),
    list_posts: 'free',
    generate_image: perCall('post_image'),
    get_image: 'free',
  },
};
