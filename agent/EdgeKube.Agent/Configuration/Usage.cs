namespace EdgeKube.Agent.Configuration;

/// <summary>What the program says of itself.</summary>
internal static class Usage
{
    public const string Purpose = "runs the pods that a controller gives this node, with or without a connection to it";

    public const string Text = """
        usage: edgekube-agent [--config FILE] [--check-config | --print-config]
               edgekube-agent join mqtts://HOST[:PORT] --token TOKEN [--node-name NAME] [--rejoin] [--config FILE]
               edgekube-agent leave [--config FILE]
               edgekube-agent reset [--images] [--config FILE]
               edgekube-agent check [--bundle FILE] [--config FILE]

        Runs the pods that the controller gives this node, with or without a connection to it.

          join             make this device a node of the controller's cluster; edgectl token create prints the line to run
          leave            make it none again: stop its pods, remove its replica and keys, tell the controller
          reset            remove everything that the agent made on this device, whether or not it is a node
          check            say whether this device is fit for pods, and what to do where it is not; exits with 1 when something fails

          --config FILE    options, /etc/edgekube/agent.yaml unless given, and those in the directory beside it (agent.d/*.yaml)
          --check-config   say what is wrong with the options, and end
          --print-config   print the options in effect, and end
          --token TOKEN    join: proves that this device may join, and names the controller that it may trust
          --node-name NAME join: the node's name, instead of the configured one or the host's
          --rejoin         join: get a new certificate although this device has one; its pods stay
          --images         reset: remove the images that no container uses, too
          --bundle FILE    check: write the findings, logs and the machine's state into an archive (.tar.gz) without secrets
          --version        print the version
          --help           print this
        """;
}
