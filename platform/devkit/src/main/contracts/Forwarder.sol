// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Pays out of a contract, the way exchanges and smart wallets do: no log, and no transaction to the receiver.
contract Forwarder {
    function forward(address payable to) external payable {
        (bool sent, ) = to.call{value: msg.value}("");
        require(sent, "the receiver refused");
    }

    /// Half to each of two receivers, or twice to the same one.
    function split(address payable first, address payable second) external payable {
        (bool sent, ) = first.call{value: msg.value / 2}("");
        require(sent, "the first receiver refused");
        (sent, ) = second.call{value: msg.value - msg.value / 2}("");
        require(sent, "the second receiver refused");
    }

    /// Pays by ending a contract, which calls nothing at the receiver.
    function vanish(address payable to) external payable {
        new Vanishing{value: msg.value}(to);
    }
}

contract Vanishing {
    constructor(address payable to) payable {
        selfdestruct(to);
    }
}
