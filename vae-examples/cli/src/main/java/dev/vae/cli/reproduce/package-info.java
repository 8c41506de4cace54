/**
 * Published tables, run again with a declared schedule: each class is one, and says what it trains,
 * on what data, and what it is held against.
 */
package dev.vae.cli.reproduce;
