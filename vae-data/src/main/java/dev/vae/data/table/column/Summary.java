package dev.vae.data.table.column;

/**
 * Summary statistics of a column, of one pass over the rows.
 *
 * @param rows all rows
 * @param missing rows without a value
 * @param distinct different values; above 32,000 an estimate
 * @param minimum the least number; NaN where there are none
 * @param maximum the greatest
 * @param mean their mean
 * @param standardDeviation their standard deviation
 * @param median their median, of a sample of at most 10,000
 */
public record Summary(
    long rows,
    long missing,
    long distinct,
    double minimum,
    double maximum,
    double mean,
    double standardDeviation,
    double median) {}
