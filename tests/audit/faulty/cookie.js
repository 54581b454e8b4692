document.cookie = 'visitor=1';
