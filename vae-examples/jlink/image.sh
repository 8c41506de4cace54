#!/bin/sh
# Makes an image that runs without a JDK: vae-core, vae-layers, their libraries and a program.
#
#   vae-examples/jlink/image.sh [OUT [LIB]]
#
# OUT is the image's folder, vae-examples/jlink/target/image if not given; LIB a folder with the
# jars, vae-examples/cli/target/lib if not given, which `mvn package` fills. The tools are those of
# JAVA_HOME, else of the PATH.
#
# jlink takes no jar without a module-info, and EJML has none. So one is made for its jars here, by
# jdeps from what their classes use; all else is as with any modules. java.desktop is used by EJML's
# windows only, which show matrices: without it the image is a third smaller.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/target/image}
lib=${2:-$here/../cli/target/lib}
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
program=$here/hello

if ! ls "$lib"/vae-core-*.jar > /dev/null 2>&1; then
  echo "image.sh: there is no vae-core in $lib; run 'mvn package' first, or name another folder" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
modules=$work/modules
ejml=$work/ejml
mkdir "$modules" "$ejml"
cp "$lib"/vae-core-*.jar "$lib"/vae-layers-*.jar "$lib"/gson-*.jar "$modules"

# ejml-core first, for ejml-ddense needs it
for name in ejml-core ejml-ddense; do
  jar=$(ls "$lib/$name"-*.jar)
  module=$(echo "$name" | tr - .)
  cp "$jar" "$ejml"
  copy=$ejml/$(basename "$jar")
  mkdir -p "$work/info"
  "${bin}jdeps" --ignore-missing-deps --generate-module-info "$work/info" \
    --module-path "$ejml" "$copy" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  info=$work/info/$module/module-info.java
  sed 's/requires transitive java.desktop/requires static java.desktop/' "$info" > "$work/module-info.java"
  "${bin}javac" -nowarn --module-path "$ejml" --patch-module "$module=$jar" \
    -d "$work/$module" "$work/module-info.java"
  "${bin}jar" --update --file "$copy" -C "$work/$module" module-info.class
done
mv "$ejml"/*.jar "$modules"

"${bin}javac" --module-path "$modules" -d "$work/program" \
  "$program/module-info.java" "$program/hello/Hello.java"
"${bin}jar" --create --file "$modules/hello.jar" --main-class hello.Hello -C "$work/program" .

rm -rf "$out"
mkdir -p "$(dirname "$out")"
"${bin}jlink" --module-path "$modules" --add-modules hello,jdk.incubator.vector \
  --add-options=" --add-modules=jdk.incubator.vector" \
  --strip-debug --no-header-files --no-man-pages \
  --launcher hello=hello --output "$out" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
echo "$out: $(du -sm "$out" | cut -f1) MB; run $out/bin/hello"
