// Writes the creation code of each contract to the resources of this module, as one line of hexadecimal.
const fs = require('fs');
const path = require('path');
const solc = require('solc');

const target = path.join(__dirname, '../resources/contracts');
for (const name of ['TestUSDC', 'Forwarder']) {
  const input = {
    language: 'Solidity',
    sources: { [name]: { content: fs.readFileSync(path.join(__dirname, name + '.sol'), 'utf8') } },
    settings: {
      optimizer: { enabled: true, runs: 200 },
      evmVersion: 'shanghai',
      metadata: { appendCBOR: false },
      outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const errors = (output.errors || []).filter((e) => e.severity === 'error');
  if (errors.length > 0) {
    throw new Error(errors.map((e) => e.formattedMessage).join('\n'));
  }
  fs.writeFileSync(path.join(target, name + '.hex'), output.contracts[name][name].evm.bytecode.object + '\n');
}
