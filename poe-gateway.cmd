@echo off
rem Starts poe-gateway on Windows with a JDK 25 or newer; builds it first where that is needed, into .poe-gateway\ beside
rem this file. In an unpacked archive it runs what is there, with the java that is there. The same as the script poe-gateway
rem beside it, whose comments say why; docs\running.md says what is left out.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
if "%here:~-1%"=="\" set "here=%here:~0,-1%"
set "data=%here%\.poe-gateway"
set "launcher=%here%\src\main\launcher"
set "lock=%data%\lock"
set "java="
set "archive="
set "result=0"

if exist "%here%\runtime\bin\java.exe" (
    call :use_archive
) else (
    call :find_java
)
if not defined java (
    echo poe-gateway: needs a JDK 25 or newer: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
    exit /b 3
)
if not defined archive call :find_app
rem Nothing is built for a program that waits for an answer on stdout.
echo " %* " | findstr /c:" mcp " >nul && goto :serve_stdio
call :is_ready
if errorlevel 1 (
    call :prepare
    if errorlevel 1 exit /b 3
)

:run
set "collector=-XX:+UseG1GC"
set "heap=-XX:InitialHeapSize=48m -XX:MaxRAMPercentage=25"
set "cache="
if exist "%store%\gateway.aot" set cache="-XX:AOTCache=%store%\gateway.aot"
if defined JAVA_OPTS (
    echo "%JAVA_OPTS:"=%" | findstr /c:"-XX:+Use" | findstr /c:"GC" >nul && set "collector="
    echo "%JAVA_OPTS:"=%" | findstr /c:"-Xmx" /c:"RAMPercentage" >nul && set "heap="
    echo "%JAVA_OPTS:"=%" | findstr /c:"-XX:AOT" /c:"-Xshare:" >nul && set "cache="
)
"%java%" %heap% %collector% "@%launcher:\=/%/jvm.options" %cache% "-Dpoe-gateway.home=%here%" %JAVA_OPTS% -cp "%app%\poe-gateway.jar" poegateway.Main %*
exit /b %errorlevel%

:serve_stdio
if exist "%app%\poe-gateway.jar" goto :run
echo poe-gateway: not built yet; to build it, run: "%here%\poe-gateway" --version 1>&2
exit /b 3

rem An archive that was unpacked: it has a java of its own, and what is in it has a name.
:use_archive
set "archive=yes"
set "java=%here%\runtime\bin\java.exe"
set "launcher=%here%\launcher"
set "app=%here%\app"
set "store=%data%"
set "content="
for /f "usebackq delims=" %%c in ("%launcher%\content") do set "content=%%c"
exit /b 0

rem The first java that is new enough, best first.
:find_java
if defined JAVA_HOME call :try_java "%JAVA_HOME%"
for /f "delims=" %%j in ('where java.exe 2^>nul') do call :try_java "%%~dpj.."
for /d %%h in (
    "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*"
    "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*"
    "%USERPROFILE%\scoop\apps\*jdk*\current"
) do call :try_java "%%~h"
exit /b 0

:try_java
if defined java exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==. " %%v in ('findstr /b /c:"JAVA_VERSION=" "%~1\release"') do (
    if %%~v geq 25 set "java=%~f1\bin\java.exe"
)
exit /b 0

rem The jars of the newest build, where there is one.
:find_app
set "app=%data%\none"
if exist "%data%\current" for /f "usebackq delims=" %%n in ("%data%\current") do set "app=%data%\%%n"
set "store=%app%"
set "content="
exit /b 0

rem 0 when the jars are newer than every source and this very java has trained, for this very content.
:is_ready
call :is_stale
if not errorlevel 1 exit /b 1
if not exist "%store%\trained" exit /b 1
set "trained_by="
for /f "usebackq delims=" %%j in ("%store%\trained") do if not defined trained_by set "trained_by=%%j"
if /i not "%trained_by%"=="%java% %content%" exit /b 1
exit /b 0

rem 0 when a source is newer than the build.
:is_stale
if defined archive exit /b 1
if not exist "%app%\stamp" exit /b 0
set "here_ps=%here:'=''%"
set "app_ps=%app:'=''%"
powershell -NoProfile -NonInteractive -Command "$s=(Get-Item -LiteralPath '%app_ps%\stamp').LastWriteTimeUtc; $f=@(Get-Item -LiteralPath '%here_ps%\pom.xml')+@(Get-ChildItem -LiteralPath '%here_ps%\src\main' -Recurse); if($f|Where-Object{$_.LastWriteTimeUtc -gt $s}){exit 0}; exit 1"
exit /b %errorlevel%

rem Builds and trains what is missing, one process at a time.
:prepare
if not exist "%data%" mkdir "%data%" || exit /b 1
mkdir "%lock%" 2>nul
if errorlevel 1 (
    echo poe-gateway: another build runs here; if none does, remove %lock% 1>&2
    exit /b 1
)
if not defined archive call :find_app
call :is_stale
if not errorlevel 1 call :build
if "%result%"=="0" call :train
rmdir "%lock%"
exit /b %result%

:build
where mvn >nul 2>nul
if errorlevel 1 (
    echo poe-gateway: the build needs Maven, see https://maven.apache.org/install.html 1>&2
    set "result=1"
    exit /b 0
)
echo poe-gateway: building ^(the first time it also fetches libraries, and takes a minute or two^) 1>&2
set "fresh=app.%RANDOM%%RANDOM%"
if exist "%data%\build" rmdir /s /q "%data%\build"
type nul >"%data%\stamp"
for %%b in ("%java%") do for %%h in ("%%~dpb..") do set "JAVA25_HOME=%%~fh"
if not defined JAVA_HOME set "JAVA_HOME=%JAVA25_HOME%"
call mvn -B -f "%here%\pom.xml" "-Dbuild.folder=%data%\build" -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true -Dlint.skip=true package >"%data%\build.log" 2>&1
if errorlevel 1 (
    findstr /b /c:"[ERROR]" "%data%\build.log" 1>&2
    echo poe-gateway: the build failed; the whole log is in %data%\build.log 1>&2
    set "result=1"
    exit /b 0
)
mkdir "%data%\%fresh%"
for %%f in ("%data%\build\poe-gateway-*.jar") do move "%%f" "%data%\%fresh%\poe-gateway.jar" >nul
move "%data%\build\lib" "%data%\%fresh%\lib" >nul
move "%data%\stamp" "%data%\%fresh%\stamp" >nul
if exist "%data%\build\bom.json" move "%data%\build\bom.json" "%data%\%fresh%\bom.json" >nul
>"%data%\current" echo %fresh%
rmdir /s /q "%data%\build"
rem Jars of a gateway that still runs cannot be removed here; they go another time.
for /d %%d in ("%data%\app.*") do if /i not "%%~nxd"=="%fresh%" rmdir /s /q "%%d" 2>nul
set "app=%data%\%fresh%"
set "store=%app%"
exit /b 0

rem Lets Java watch a short life of the gateway; what it writes down makes later starts faster.
:train
echo poe-gateway: training ^(so that later starts are faster^) 1>&2
if exist "%store%\gateway.aot" del "%store%\gateway.aot"
"%java%" -XX:InitialHeapSize=48m -XX:MaxRAMPercentage=25 -XX:+UseG1GC "@%launcher:\=/%/jvm.options" "@%launcher:\=/%/training.options" "-XX:AOTCacheOutput=%store%\gateway.aot" -cp "%app%\poe-gateway.jar" poegateway.Main train >"%data%\training.log" 2>&1
if errorlevel 1 (
    if exist "%store%\gateway.aot" del "%store%\gateway.aot"
    echo poe-gateway: the training failed, so starts are slower; %data%\training.log says why 1>&2
)
>"%store%\trained" echo %java% %content%
exit /b 0
