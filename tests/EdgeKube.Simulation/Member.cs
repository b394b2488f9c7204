namespace EdgeKube.Simulation;

/// <summary>A node of the fleet, its wire, and the controller's end to it.</summary>
internal sealed class Member
{
    public Member(World world, Plant plant, string name)
    {
        var ledger = new PodLedger();
        Network = new(world, plant);
        Node = new(world, Network, plant, name, ledger);
        Controller = new(world, Network, plant, Node, ledger);
        Network.OnDisconnected = Controller.Disconnect;
    }

    public HostileNetwork Network { get; }

    public SimulatedController Controller { get; }

    public SimulatedNode Node { get; }

    public string State => $"{Node.State}\n{Controller.State}";

    public void Connect() => Node.Connect();

    // The controller hears of the end of a connection before it hears anything of the next: its endpoint sees to that.
    public void Disconnect()
    {
        Node.Disconnect();
        Controller.Disconnect();
    }

    public void RestartController(bool newest = false)
    {
        Controller.Restart(newest);
        Node.Disconnect();
    }
}
