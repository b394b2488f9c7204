using System.Diagnostics;

namespace EdgeKube.Cli.Tests.Completion;

public sealed class CompletionTests
{
    [Fact]
    public async Task Bash_Script_IsValidAndCompletesByAskingEdgectl()
    {
        var (exit, script, _) = await Edgectl.RunAsync("", "completion bash");
        Assert.Equal(0, exit);

        // edgectl itself is played by a function that echoes what it was asked.
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script + """

            edgectl() { printf 'get\ndelete\n%s\n' "g:$1:$2"; }
            COMP_LINE="edgectl g"; COMP_POINT=9; COMP_WORDS=(edgectl g); COMP_CWORD=1
            _edgectl; printf '%s|' "${COMPREPLY[@]}"

            """);
        bash.StandardInput.Close();
        var completed = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();

        Assert.Equal("get|g:[suggest:9]:edgectl g|", completed);
    }

    [Theory]
    [InlineData("zsh", "compdef _edgectl edgectl")]
    [InlineData("fish", "complete -c edgectl")]
    public async Task Others_Scripts_RegisterTheProgram(string shell, string line)
    {
        var (exit, script, _) = await Edgectl.RunAsync("", $"completion {shell}");

        Assert.Equal(0, exit);
        Assert.Contains(line, script);
    }

    [Fact]
    public async Task Unknown_Shell_IsRefused() => Assert.Equal(
        (1, "", "error: unsupported shell type \"nosuch\"; say bash, zsh or fish\n"), await Edgectl.RunAsync("", "completion nosuch"));

    [Fact]
    public async Task Suggest_Types_AreOffered() => Assert.Contains("deployments\n", await Edgectl.SuggestAsync("edgectl get "));
}
