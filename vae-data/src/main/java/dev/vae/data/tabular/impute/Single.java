package dev.vae.data.tabular.impute;

/** Which single value fills a number's cell; categories get their likeliest level. */
public enum Single {
  /** The mean of the draws: the least squared error. */
  MEAN,
  /** Their median: the least absolute error. */
  MEDIAN
}
