from concordat.cli import main

main()
