@echo off
rem OCOP on Windows: a double click opens the menu; "ocop check", "ocop publish" ... are the commands of the Makefile.
rem This file is UTF-8 without a byte order mark and ends its lines with CR LF (docs/offices.md): cmd reads it line by line, and
rem from chcp 65001 on it reads UTF-8. Letters beyond ASCII stand in lines of echo alone. A test reads every line.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set PYTHONUTF8=1
pushd "%~dp0" || goto no_folder
set "PYTHONPATH=%~dp0plugins"
set "OCOP_PYTHON="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
for %%v in (3.14 3.13 3.12 3.11) do if not defined OCOP_PYTHON (py -%%v -c "" >nul 2>nul && set "OCOP_PYTHON=py -%%v")
if not defined OCOP_PYTHON (python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "OCOP_PYTHON=python")
if not defined OCOP_PYTHON goto no_python
if "%~1"=="" goto menu
%OCOP_PYTHON% -m ocop %*
set "OCOP_RESULT=%ERRORLEVEL%"
popd
exit /b %OCOP_RESULT%

:no_folder
echo Không mở được thư mục chứa tệp này. Hãy chép cả dự án vào ổ đĩa của máy, rồi chạy lại.
echo The folder of this file cannot be opened. Copy the whole project to a disk of this machine.
if "%~1"=="" pause
exit /b 1

:no_python
echo Máy này chưa có Python 3.11 trở lên. Cách có được, chọn một:
echo   1. Gõ: winget install --id Python.Python.3.12 -e
echo   2. Tải bộ cài ở python.org, khi cài đánh dấu ô Add python.exe to PATH.
echo   3. Máy không có mạng: xin bộ cài và thư mục wheelhouse chép qua USB, xem docs\offices.md.
echo Rồi mở lại tệp này.
echo Python 3.11 or later is needed: winget install --id Python.Python.3.12 -e, or python.org; then start this file again.
if "%~1"=="" pause
exit /b 1

:menu
cls
echo ==== DANH MỤC OCOP ====
echo    1. Mở bàn làm việc trên trình duyệt (hoặc chỉ bấm Enter)
echo    2. Thêm trang mới
echo    3. Kiểm tra nội dung
echo    4. Rà từng sản phẩm: còn thiếu gì
echo    5. Sửa lỗi chữ chắc chắn (máy cho xem, hỏi rồi mới sửa)
echo    6. Xem thử trang trên máy này (Ctrl+C để dừng)
echo    7. Xem trước: đưa lên thì đổi những trang nào
echo    8. Đưa trang lên mạng
echo    9. Các bản đang giữ trên mạng
echo   10. Quay lại một bản trước (máy hỏi bản nào)
echo   11. Đóng gói trang để tải lên bằng tay
echo   12. Nhắc hạn giấy chứng nhận
echo   13. Soạn báo cáo 06 tháng, năm
echo   14. Xuất danh mục ra Excel
echo   15. Nhập Excel, CSV vào danh mục
echo   16. Làm tem, thẻ kệ, tờ rơi, tờ mã để in
echo   17. Soạn danh sách chào hàng
echo   18. Gói đi hội chợ theo điểm đến
echo   19. Xem các mã QR đã cấp
echo   20. Xem máy còn thiếu gì
echo    0. Thoát
set "OCOP_ANSWER=1"
echo Gõ số rồi bấm Enter:
set /p "OCOP_ANSWER=> "
set "OCOP_ANSWER=%OCOP_ANSWER:"=%"
if "%OCOP_ANSWER%"=="0" exit /b 0
if "%OCOP_ANSWER%"=="1" goto job_desk
if "%OCOP_ANSWER%"=="2" goto job_new
if "%OCOP_ANSWER%"=="3" goto job_check
if "%OCOP_ANSWER%"=="4" goto job_review
if "%OCOP_ANSWER%"=="5" goto job_fix
if "%OCOP_ANSWER%"=="6" goto job_serve
if "%OCOP_ANSWER%"=="7" goto job_publish
if "%OCOP_ANSWER%"=="8" goto job_golive
if "%OCOP_ANSWER%"=="9" goto job_releases
if "%OCOP_ANSWER%"=="10" goto job_rollback
if "%OCOP_ANSWER%"=="11" goto job_package
if "%OCOP_ANSWER%"=="12" goto job_remind
if "%OCOP_ANSWER%"=="13" goto job_report
if "%OCOP_ANSWER%"=="14" goto job_export
if "%OCOP_ANSWER%"=="15" goto job_import
if "%OCOP_ANSWER%"=="16" goto job_labels
if "%OCOP_ANSWER%"=="17" goto job_buyers
if "%OCOP_ANSWER%"=="18" goto job_fair
if "%OCOP_ANSWER%"=="19" goto job_codes
if "%OCOP_ANSWER%"=="20" goto job_doctor
echo Không có mục ấy.
pause
goto menu

:job_desk
call :run desk
goto menu

:job_new
echo Trang loại nào: 1 sản phẩm, 2 chủ thể, 3 điểm đến, 4 câu chuyện, 5 tin tức?
set "OCOP_ANSWER=0"
set /p "OCOP_ANSWER=> "
set "OCOP_ANSWER=%OCOP_ANSWER:"=%"
if "%OCOP_ANSWER%"=="1" call :run new product
if "%OCOP_ANSWER%"=="2" call :run new producer
if "%OCOP_ANSWER%"=="3" call :run new place
if "%OCOP_ANSWER%"=="4" call :run new story
if "%OCOP_ANSWER%"=="5" call :run new news
goto menu

:job_check
call :run check
goto menu

:job_review
call :run review
goto menu

:job_fix
call :run fix
goto menu

:job_serve
call :run serve
goto menu

:job_publish
call :run publish --dry-run
goto menu

:job_golive
call :run publish
goto menu

:job_releases
call :run releases
goto menu

:job_rollback
call :run rollback --choose
goto menu

:job_package
call :run package
goto menu

:job_remind
call :run remind
goto menu

:job_report
call :run report
goto menu

:job_export
call :run export
goto menu

:job_import
echo Kéo tệp .xlsx hoặc .csv vào cửa sổ này rồi bấm Enter:
set "OCOP_FILE="
set /p "OCOP_FILE=> "
if not defined OCOP_FILE goto menu
set "OCOP_FILE=%OCOP_FILE:"=%"
call :run import "%OCOP_FILE%"
if not "%OCOP_RESULT%"=="0" goto menu
echo Ở trên là những gì sẽ đổi. Gõ 1 rồi Enter để ghi vào danh mục; chỉ Enter thì không ghi gì.
set "OCOP_ANSWER=0"
set /p "OCOP_ANSWER=> "
set "OCOP_ANSWER=%OCOP_ANSWER:"=%"
if "%OCOP_ANSWER%"=="1" call :run import --write "%OCOP_FILE%"
goto menu

:job_labels
call :run labels
goto menu

:job_buyers
call :run buyers
goto menu

:job_fair
echo Tên điểm đến, như trong danh mục:
set "OCOP_PLACE="
set /p "OCOP_PLACE=> "
if not defined OCOP_PLACE goto menu
set "OCOP_PLACE=%OCOP_PLACE:"=%"
call :run fair --place "%OCOP_PLACE%"
goto menu

:job_codes
call :run qr list
goto menu

:job_doctor
call :run doctor
goto menu

:run
echo.
%OCOP_PYTHON% -m ocop %*
set "OCOP_RESULT=%ERRORLEVEL%"
echo.
if not "%OCOP_RESULT%"=="0" echo CHƯA XONG. Đọc các dòng ở trên: chỗ nào, vì sao, sửa thế nào. Mục 20 xem máy còn thiếu gì.
pause
exit /b %OCOP_RESULT%
