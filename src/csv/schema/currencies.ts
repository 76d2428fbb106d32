/** The currencies that every Medusa v1 knows, whatever the shop sells in. */
export const CURRENCIES: readonly string[] = (
  "aed afn all amd ars aud azn bam bdt bgn bhd bif bnd bob brl bwp byn bzd cad cdf " +
  "chf clp cny cop crc cve czk djf dkk dop dzd eek egp ern etb eur gbp gel ghs gnf " +
  "gtq hkd hnl hrk huf idr ils inr iqd irr isk jmd jod jpy kes khr kmf krw kwd kzt " +
  "lbp lkr ltl lvl lyd mad mdl mga mkd mmk mnt mop mur mxn myr mzn nad ngn nio nok " +
  "npr nzd omr pab pen php pkr pln pyg qar ron rsd rub rwf sar sdg sek sgd sos syp " +
  "thb tnd top try ttd twd tzs uah ugx usd uyu uzs vef vnd xaf xof yer zar zmk zwl"
).split(" ");
