@echo off
rem Starts the vae command line.
rem
rem JAVA_HOME      the Java to run with, 17 or newer; else the java that is on the PATH
rem VAE_JAVA_OPTS  more options for the JVM, such as -Xmx8g
rem VAE_PLUGINS    folders with jars of plugins, separated by semicolons, beside the folder 'plugins' next to 'bin'
setlocal
for %%i in ("%~dp0..") do set "vae=%%~fi"
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "collector=-XX:+UseSerialGC -Xms32m"
echo "%VAE_JAVA_OPTS% %JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% " | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC " >nul && set "collector="
rem loops of vectors crawl until they are compiled for good: that begins after a twentieth of the usual turns
set "early=-XX:CompileCommand=quiet -XX:CompileCommand=CompileThresholdScaling,dev.vae.core.internal.vector*::*,0.05"
set "vector="
"%java%" --list-modules | findstr /b /c:"jdk.incubator.vector" >nul && set "vector=--add-modules jdk.incubator.vector"
if not defined vector echo vae: this Java has no module jdk.incubator.vector, or is older than 17: this will be 10 to 25 times slower, or fail 1>&2
"%java%" %collector% %early% %vector% -XX:MaxRAMPercentage=70 -Djava.awt.headless=true --enable-native-access=com.microsoft.onnxruntime "-Dvae.command=vae" "-Dvae.home=%vae%" %VAE_JAVA_OPTS% --module-path "%vae%\lib" --module dev.vae.cli/dev.vae.cli.Main %*
exit /b %errorlevel%
