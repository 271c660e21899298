// Stands in the place of Chart.js (200 KB), which Unfold loads on every page: the desk draws no charts.
