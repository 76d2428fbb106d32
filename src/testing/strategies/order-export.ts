import { DELIMITER, NEWLINE } from "../csv.js";
import { announcedCount, exportedRows, prepareExport, progressOf } from "./export-context.js";
import type { BatchJobStrategy } from "./strategy.js";

/** The columns of the CSV. */
const ORDER_COLUMNS =
  "Order_ID;Display_ID;Order status;Date;Customer First name;Customer Last name;Customer Email;Customer ID;Shipping Address 1;Shipping Address 2;Shipping Country Code;Shipping City;Shipping Postal Code;Shipping Region ID;Fulfillment Status;Payment Status;Subtotal;Shipping Total;Discount Total;Gift Card Total;Refunded Total;Tax Total;Total;Currency Code;Sales channel name;Sales channel description".split(
    ";",
  );

const DEFAULTS = {
  select:
    "id,display_id,status,created_at,fulfillment_status,payment_status,subtotal,shipping_total,discount_total,gift_card_total,refunded_total,tax_total,total,currency_code,region_id".split(
      ",",
    ),
  relations: ["customer", "shipping_address", "sales_channel"],
};

/** `order-export`: the orders of the option `orders`, unfiltered. */
export const orderExport: BatchJobStrategy = {
  type: "order-export",
  prepare: (context) => prepareExport(context, DEFAULTS),
  preProcess(job, { orders }) {
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
    const cells = rows.map((order) => ORDER_COLUMNS.map((column) => String(order[column] ?? "")));
    // Unlike a product export, it quotes nothing.
    const lines = [ORDER_COLUMNS, ...cells].map((line) => line.join(DELIMITER) + NEWLINE);
    const file_key = files.add(`exports/orders/order-export-${at}.csv`, lines.join(""), at);
    const file_size = files.get(file_key)?.bytes.byteLength;
    const count = announcedCount(job, orders.length);
    return { result: { file_key, file_size, ...progressOf(rows.length, count) } };
  },
};
