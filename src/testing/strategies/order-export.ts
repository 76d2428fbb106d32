import type { BatchJob } from "../../types/batch-job.js";
import { DELIMITER, NEWLINE } from "../csv.js";
import {
  announcedCount,
  assertPaging,
  exportedRows,
  filtersOf,
  listConfigOf,
  prepareExport,
  progressOf,
} from "./export-context.js";
import type { BatchJobStrategy } from "./strategy.js";

/** The columns of the CSV, each beside the property of an order that it needs. */
const ORDER_COLUMNS: readonly (readonly [column: string, property: string])[] = [
  ["Order_ID", "id"],
  ["Display_ID", "display_id"],
  ["Order status", "status"],
  ["Date", "created_at"],
  ["Customer First name", "customer"],
  ["Customer Last name", "customer"],
  ["Customer Email", "customer"],
  ["Customer ID", "customer"],
  ["Shipping Address 1", "shipping_address"],
  ["Shipping Address 2", "shipping_address"],
  ["Shipping Country Code", "shipping_address"],
  ["Shipping City", "shipping_address"],
  ["Shipping Postal Code", "shipping_address"],
  ["Shipping Region ID", "shipping_address"],
  ["Fulfillment Status", "fulfillment_status"],
  ["Payment Status", "payment_status"],
  ["Subtotal", "subtotal"],
  ["Shipping Total", "shipping_total"],
  ["Discount Total", "discount_total"],
  ["Gift Card Total", "gift_card_total"],
  ["Refunded Total", "refunded_total"],
  ["Tax Total", "tax_total"],
  ["Total", "total"],
  ["Currency Code", "currency_code"],
  ["Sales channel name", "sales_channel"],
  ["Sales channel description", "sales_channel"],
];

const DEFAULTS = {
  select:
    "id,display_id,status,created_at,fulfillment_status,payment_status,subtotal,shipping_total,discount_total,gift_card_total,refunded_total,tax_total,total,currency_code,region_id".split(
      ",",
    ),
  relations: ["customer", "shipping_address", "sales_channel"],
};

const PROPERTIES = new Set([
  ...DEFAULTS.select,
  ...DEFAULTS.relations,
  ..."q,cart_id,customer_id,email,tax_rate,draft_order_id,updated_at,canceled_at,metadata,no_notification,idempotency_key,external_id,sales_channel_id,billing_address,region,discounts,shipping_methods,payments,fulfillments,returns,claims,refunds,swaps,gift_cards,gift_card_transactions,items".split(
    ",",
  ),
]);

/** `order-export`: the orders of the option `orders`, unfiltered. */
export const orderExport: BatchJobStrategy = {
  type: "order-export",
  prepare: (context) => prepareExport(context, DEFAULTS),
  preProcess(job, { orders }) {
    assertProperties(job);
    assertPaging(job, "take");
    const count = announcedCount(job, orders.length);
    const message = `There will be ${count} orders exported by this action`;
    return {
      result: {
        stat_descriptors: [{ key: "order-export-count", name: "Order count to export", message }],
      },
    };
  },
  process(job, { orders, files }, at) {
    const rows = exportedRows(job, orders);
    const columns = columnsFor(job);
    const cells = rows.map((order) => columns.map((column) => String(order[column] ?? "")));
    // Unlike a product export, it quotes nothing.
    const lines = [columns, ...cells].map((line) => line.join(DELIMITER) + NEWLINE);
    const file_key = files.add(`exports/orders/order-export-${at}.csv`, lines.join(""), at);
    const file_size = files.get(file_key)?.bytes.byteLength;
    const count = announcedCount(job, orders.length);
    return { result: { file_key, file_size, ...progressOf(rows.length, count) } };
  },
};

// Those whose properties are read.
function columnsFor(job: BatchJob): string[] {
  const { select = [], relations } = listConfigOf(job);
  const read = new Set([...select, ...relations]);
  return ORDER_COLUMNS.filter(([, property]) => read.has(property)).map(([column]) => column);
}

function assertProperties(job: BatchJob): void {
  const { select = [], relations } = listConfigOf(job);
  const named = [...Object.keys(filtersOf(job)), ...select, ...relations];
  const unknown = named.find((name) => !PROPERTIES.has(name.split(".")[0] ?? ""));
  if (unknown === undefined) return;
  throw new Error(
    `Property "${unknown}" was not found in "Order". Make sure your query is correct.`,
  );
}
