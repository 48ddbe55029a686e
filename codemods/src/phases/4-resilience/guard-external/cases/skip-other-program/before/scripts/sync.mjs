const response = await fetch('https://rates.example/today')
console.log(await response.text())
