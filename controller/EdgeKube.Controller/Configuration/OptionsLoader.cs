namespace EdgeKube.Controller.Configuration;

/// <summary>Options from the files and the environment.</summary>
internal static class OptionsLoader
{
    public const string DefaultPath = "/etc/edgekube/controller.yaml";

    /// <summary>The options; meaningless when there are faults.</summary>
    /// <param name="path">Null: the default file, which may be absent.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="faults">Each names the file or variable, and the key.</param>
    public static ControllerOptions Load(string? path, IEnumerable<KeyValuePair<string, string>> variables, List<string> faults)
    {
        var options = ControllerOptionTable.Table.Load(new ControllerOptions(), path ?? DefaultPath, path is not null, variables, faults);
        if (faults.Count == 0)
        {
            faults.AddRange(ControllerOptionTable.Conflicts(options).Select(conflict => $"{path ?? DefaultPath}: {conflict}"));
        }

        return options;
    }
}
