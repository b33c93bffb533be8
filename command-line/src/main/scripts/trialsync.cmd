@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts the trialsync.jar that lies beside this script.
setlocal
set "TRIALSYNC_JAVA=java"
if defined JAVA_HOME set "TRIALSYNC_JAVA=%JAVA_HOME%\bin\java"
"%TRIALSYNC_JAVA%" -jar "%~dp0trialsync.jar" %*
exit /b %ERRORLEVEL%
