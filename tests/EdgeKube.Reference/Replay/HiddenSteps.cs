namespace EdgeKube.Reference.Replay;

/// <summary>What was done between the recorded steps of a scenario and is not in the recording; what exactly it was, the answers tell.</summary>
internal sealed record HiddenSteps
{
    private static readonly Dictionary<string, HiddenSteps> ByScenario = new()
    {
        ["03"] = Once(1, "create cm other --from-literal=x=1"),
        ["04"] = Once(4, "patch cm cm --field-manager=other --type=merge -p '{\"data\":{\"a\":\"9\"}}'"),
        ["12"] = Once(
            1,
            "create secret generic s --from-literal=a=hello",
            "create quota q --hard=pods=2",
            "create role r --verb=get --resource=pods",
            "create rolebinding b --role=r --user=u",
            "create ingress i --rule=a.example.com/x=web:http",
            "create pdb p --min-available=1 --selector=a=b",
            "create cronjob cj --image=b --schedule='1 1 1 1 1'"),
        ["24"] = Once(6, "create -f cm.yaml"),
        ["28"] = new()
        {
            Steps = [(1, "create -f -", "apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n")],
            After = [("delete node node-1", null)],
        },
        ["32"] = new() { CreatesFiles = false },
    };

    /// <summary>Whether files that no step names were made objects of before the first one.</summary>
    public bool CreatesFiles { get; init; } = true;

    /// <summary>Done when all is over, so that other scenarios do not see it.</summary>
    public IReadOnlyList<(string Arguments, string? Input)> After { get; init; } = [];

    private IReadOnlyList<(int Step, string Arguments, string? Input)> Steps { get; init; } = [];

    public static HiddenSteps Of(string file) => ByScenario.GetValueOrDefault(file[..2]) ?? new();

    public IEnumerable<(string Arguments, string? Input)> Before(int step) => Steps.Where(hidden => hidden.Step == step).Select(hidden => (hidden.Arguments, hidden.Input));

    private static HiddenSteps Once(int step, params string[] commands) => new() { Steps = [.. commands.Select(command => (step, command, (string?)null))] };
}
