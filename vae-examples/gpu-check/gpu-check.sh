#!/bin/sh
# gpu-check.sh BUNDLE [--cpu]: runs a bundle on CUDA and compares with the processor. See README.md.
set -eu
here=$(dirname "$0")
lib=${VAE_GPU_LIB:-$here/lib}
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$lib/*" "$here/GpuCheck.java" "$@"
