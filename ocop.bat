@echo off
rem The same commands as the Makefile, for Windows: ocop check, ocop build, ocop serve, ocop publish ...
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
set "PYTHONPATH=%~dp0plugins"
set "OCOP_PYTHON="
for %%v in (3.14 3.13 3.12 3.11) do if not defined OCOP_PYTHON py -%%v -c "" >nul 2>nul && set "OCOP_PYTHON=py -%%v"
if not defined OCOP_PYTHON python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "OCOP_PYTHON=python"
if not defined OCOP_PYTHON (
  echo Chưa có Python 3.11 trở lên. Hãy cài từ Microsoft Store hoặc python.org, rồi chạy lại.
  echo Python 3.11 or later is needed. Install it from Microsoft Store or python.org, then run again.
  pause
  exit /b 1
)
rem A double click opens the desk.
set "OCOP_WHAT="
if "%~1"=="" set "OCOP_WHAT=desk"
%OCOP_PYTHON% -m ocop %OCOP_WHAT% %*
set "OCOP_RESULT=%ERRORLEVEL%"
if not "%OCOP_RESULT%"=="0" if "%~1"=="" pause
exit /b %OCOP_RESULT%
