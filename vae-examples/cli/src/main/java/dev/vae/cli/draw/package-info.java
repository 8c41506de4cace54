/** Pictures: grids of images and charts of training. */
package dev.vae.cli.draw;
