using System.Runtime.InteropServices;

/// <summary>
/// Runs inside the worker before its own code (the host names this assembly in <c>DOTNET_STARTUP_HOOKS</c>), and binds
/// the worker's life to the host's.
/// </summary>
#pragma warning disable MA0047 // the runtime finds the type by this name, outside any namespace
internal static class StartupHook
#pragma warning restore MA0047
{
    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        LeaveTerminalGroup();
        new Thread(EndWithHost) { IsBackground = true, Name = "End with the host" }.Start();
    }

    // Ctrl+C reaches every process of the terminal's group; the host decides when the worker ends, after the drain.
    private static void LeaveTerminalGroup()
    {
        if (OperatingSystem.IsWindows()) return;
        _ = SetProcessGroup(0, 0);
    }

    // Standard input is a pipe from the host: it ends when the host ends, even if that was killed.
    private static void EndWithHost()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (input.Read(buffer) > 0)
        {
            // Nothing is ever sent; only the end matters.
        }

        System.Diagnostics.Process.GetCurrentProcess().Kill();
    }

    [DllImport("libc", EntryPoint = "setpgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetProcessGroup(int processId, int groupId);
}
