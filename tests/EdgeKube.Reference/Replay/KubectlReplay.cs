using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Reference.Replay;

/// <summary>What the real kubectl printed: kubectl/*.json, each step a case, each scenario in a namespace of its own.</summary>
internal static class KubectlReplay
{
    // Nothing runs pods here: what waits for one is cut off, and is a difference that is meant. All else may take its time on a busy machine.
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Verdict>> RunAsync(ControllerProcess controller, string file)
    {
        var scenario = Recordings.Load($"kubectl/{file}");
        var ns = (string)scenario["namespace"]!;
        await controller.CreateNamespaceAsync(ns);
        var directory = Directory.CreateDirectory(Path.Combine(controller.WorkDirectory, Path.GetFileNameWithoutExtension(file))).FullName;
        foreach (var (name, content) in scenario["files"]?.AsObject() ?? [])
        {
            Write(directory, name, (string)content!);
        }

        await File.WriteAllTextAsync(Path.Combine(directory, "kubeconfig"), Kubeconfig(controller.Address, ns));
        var hidden = HiddenSteps.Of(file);
        if (hidden.CreatesFiles)
        {
            await CreateUnnamedFilesAsync(directory, scenario);
        }

        var verdicts = new List<Verdict>();
        foreach (var step in scenario["steps"]!.AsArray())
        {
            if ((string?)step!["writeFile"] is { } path)
            {
                Write(directory, path, (string)step["content"]!);
            }
            else if ((string?)step["args"] is { } arguments)
            {
                foreach (var (unseen, input) in hidden.Before(verdicts.Count + 1))
                {
                    await RunAsync(directory, unseen, input, StepLimit);
                }

                var name = $"{verdicts.Count + 1}: {arguments}";
                var limit = Deliberate.FindReason($"kubectl/{Path.GetFileNameWithoutExtension(file)}", name) is null ? StepLimit : WaitLimit;
                verdicts.Add(new Verdict(name, await FindDifferenceAsync(directory, step, arguments, limit)));
            }
        }

        foreach (var (unseen, input) in hidden.After)
        {
            await RunAsync(directory, unseen, input, StepLimit);
        }

        return verdicts;
    }

    private static void Write(string directory, string name, string content)
    {
        var path = Path.Combine(directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        if (name.EndsWith(".sh", StringComparison.Ordinal))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // What no step makes of a file was created before the first one.
    private static async Task CreateUnnamedFilesAsync(string directory, JsonNode scenario)
    {
        var steps = string.Join('\n', scenario["steps"]!.AsArray().Select(step => (string?)step!["args"]).Where(arguments => arguments is not null && Makes(arguments)));
        foreach (var (name, _) in scenario["files"]?.AsObject() ?? [])
        {
            if (!steps.Contains(name, StringComparison.Ordinal))
            {
                await RunAsync(directory, "create -f " + name, null, StepLimit);
            }
        }
    }

    private static bool Makes(string arguments) =>
        arguments.Split(' ')[0] is "apply" or "create" or "diff" or "delete" or "kustomize" or "expose" || arguments.Contains(" -k ", StringComparison.Ordinal);

    private static async Task<string?> FindDifferenceAsync(string directory, JsonNode step, string arguments, TimeSpan limit)
    {
        var came = await RunAsync(directory, WithoutShell(arguments, directory), (string?)step["stdin"], limit);
        var expected = $"exit {step["exit"]}\n{Mask.Printed((string?)step["stdout"] ?? "")}\n{Mask.Printed((string?)step["stderr"] ?? "")}";
        return expected == came ? null : $"expected {expected}\n  came {came}";
    }

    // The one thing that a step leaves to the shell: the directory was called after the namespace.
    private static string WithoutShell(string arguments, string directory) =>
        arguments.Replace("$(basename $(dirname $PWD))", $"rec-api-k{Path.GetFileName(directory)[..2]}", StringComparison.Ordinal);

    private static async Task<string> RunAsync(string directory, string arguments, string? input, TimeSpan limit)
    {
        var start = new ProcessStartInfo("kubectl", ShellWords.Split(arguments)) { WorkingDirectory = directory };
        start.Environment["KUBECONFIG"] = Path.Combine(directory, "kubeconfig");
        start.Environment["HOME"] = directory;
        start.Environment["KUBE_EDITOR"] = "./ed.sh";
        try
        {
            var result = await ProcessRun.RunAsync(start, input, limit);
            var printed = arguments.StartsWith("explain", StringComparison.Ordinal) ? Outline(result.Output) : result.Output;
            return $"exit {result.Exit}\n{Mask.Printed(printed)}\n{Mask.Printed(WithoutMissingEffects(result.Errors))}";
        }
        catch (TimeoutException)
        {
            return $"not ended within {limit}";
        }
    }

    private static string WithoutMissingEffects(string errors) =>
        string.Join('\n', errors.Split('\n').Where(line => !RefusalReplay.IsOfMissingEffect(line)));

    // Of explanations only the headers, the fields and their types, and the values of the one that is explained are recorded.
    private static string Outline(string explanation)
    {
        var lines = explanation.Split('\n');
        var values = Array.IndexOf(lines, "ENUM:");
        return string.Join('\n', lines.Where((line, i) => line.Contains("\t<", StringComparison.Ordinal)
            || (line.Length > 0 && char.IsUpper(line[0]) && line != "DESCRIPTION:")
            || (values >= 0 && i > values && line.Trim() is { Length: > 0 } word && !word.Contains(' ') && lines.Skip(values).Take(i - values).All(before => before.Length > 0))));
    }

    private static string Kubeconfig(string address, string ns) => $$"""
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "{{address}}"} }]
        users: [{name: u, user: {} }]
        contexts: [{name: x, context: {cluster: c, user: u, namespace: {{ns}} } }]
        current-context: x
        """;
}
