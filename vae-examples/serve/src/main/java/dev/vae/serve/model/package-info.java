/**
 * What a model does for those that ask, over tensors and over rows of JSON.
 *
 * <p>A {@code ServedModel} has operations by name: those of a {@code Vae}, of a table's model, or
 * of exported files, each with the same inputs and outputs, so that callers need not know which it
 * is. A {@code ModelRepository} holds them and puts a newer one in a former's place while calls go
 * on; a {@code ModelSource} says where one comes from.
 */
package dev.vae.serve.model;
