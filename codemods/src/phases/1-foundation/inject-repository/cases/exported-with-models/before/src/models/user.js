module.exports = (sequelize) => sequelize.define('user', {});
